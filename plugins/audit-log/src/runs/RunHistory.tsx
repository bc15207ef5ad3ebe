import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportRun } from 'backstage-plugin-audit-log-common';
import { errorText, exportsApiRef, useNow } from '../shared';
import { useWords } from '../words';
import { RunRow } from './RunRow';
import { useRunStyles } from './runStyles';
import { Runs } from './useRuns';

const CLOCK_MS = 1_000;

/** What a schedule did: one row for each run, newest first. */
export function RunHistory(props: { runs: Runs; labelledBy: string }) {
  const { runs, labelledBy } = props;
  const t = useWords();
  const classes = useRunStyles();
  const api = useApi(exportsApiRef);
  const toasts = useApi(toastApiRef);
  const now = useNow(CLOCK_MS);

  const act = async (work: Promise<ExportRun>, message: string) => {
    try {
      await work;
      toasts.post({ title: message, status: 'success', timeout: 3000 });
    } catch (error) {
      toasts.post({
        title: errorText(error),
        status: 'danger',
      });
    }
    runs.reload();
  };

  if (runs.error && !runs.items) {
    return (
      <Alert
        severity="error"
        action={
          <Button color="inherit" size="small" onClick={runs.reload}>
            {t('shared.retry')}
          </Button>
        }
      >
        {t('run.failed')} {errorText(runs.error)}
      </Alert>
    );
  }
  if (!runs.items) {
    return (
      <div role="progressbar" aria-label={t('run.loading')}>
        <Skeleton height={40} />
        <Skeleton height={40} />
      </div>
    );
  }
  if (runs.items.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('run.none')}
      </Typography>
    );
  }
  return (
    <div className={classes.root}>
      <Table
        size="small"
        role="table"
        className={classes.table}
        aria-labelledby={labelledBy}
      >
        <TableHead>
          <TableRow role="row">
            <TableCell>{t('run.number')}</TableCell>
            <TableCell>{t('run.status')}</TableCell>
            <TableCell>{t('run.range')}</TableCell>
            <TableCell align="right">{t('run.rows')}</TableCell>
            <TableCell align="right">{t('run.size')}</TableCell>
            <TableCell>{t('run.began')}</TableCell>
            <TableCell>{t('run.duration')}</TableCell>
            <TableCell align="right">{t('run.actions')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {runs.items.map(run => (
            <RunRow
              key={run.id}
              run={run}
              now={now}
              onRetry={() => act(api.retryRun(run.id), t('run.retried'))}
              onCancel={() => act(api.cancelRun(run.id), t('run.canceled'))}
            />
          ))}
        </TableBody>
      </Table>
      {runs.error && (
        <Alert severity="warning">
          {t('run.failed')} {errorText(runs.error)}
        </Alert>
      )}
      {runs.hasMore && <Button onClick={runs.loadMore}>{t('run.more')}</Button>}
    </div>
  );
}
