import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import LinearProgress from '@material-ui/core/LinearProgress';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import ArrowIcon from '@material-ui/icons/ExpandMore';
import { ExportRun } from 'backstage-plugin-audit-log-common';
import { StorageAdvice, Time, formatBytes, formatDuration } from '../shared';
import { useWords } from '../words';
import { RunDetails } from './RunDetails';
import { RunOutcome } from './RunOutcome';
import { durationMs, isMoving, isStoppable, progressOf } from './runFacts';
import { useRunStyles } from './runStyles';

const COLUMNS = 8;

/** One run, with its progress or its error, and its details on demand. */
export function RunRow(props: {
  run: ExportRun;
  now: Date;
  onRetry: () => void;
  onCancel: () => void;
}) {
  const { run, now } = props;
  const t = useWords();
  const classes = useRunStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const number = String(run.number);
  const taken = durationMs(run, now);
  const hasRange = BigInt(run.toSequence) >= BigInt(run.fromSequence);
  const passed = progressOf(run);
  // A run that is tried again still has the error of the last attempt.
  const error = isMoving(run) ? null : run.error;

  return (
    <>
      <TableRow role="row">
        <TableCell
          component="th"
          scope="row"
          role="rowheader"
          className={classes.number}
        >
          <IconButton
            size="small"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={t('run.details', { number })}
            onClick={() => setOpen(!isOpen)}
          >
            <ArrowIcon
              fontSize="small"
              className={isOpen ? classes.expanded : undefined}
            />
          </IconButton>{' '}
          {t('run.numberOf', { number })}
        </TableCell>
        <TableCell role="cell">
          <RunOutcome status={run.status} />
          {isMoving(run) && (
            <LinearProgress
              className={classes.bar}
              variant={
                run.status === 'running' ? 'determinate' : 'indeterminate'
              }
              value={passed * 100}
              aria-label={t('run.progress', {
                number,
                percent: percent(passed),
              })}
            />
          )}
        </TableCell>
        <TableCell role="cell" data-label={t('run.range')}>
          {hasRange
            ? t('run.sequences', {
                from: Number(run.fromSequence).toLocaleString(),
                to: Number(run.toSequence).toLocaleString(),
              })
            : t('run.noSequences')}
        </TableCell>
        <TableCell role="cell" align="right" data-label={t('run.rows')}>
          {run.rows.toLocaleString()}
        </TableCell>
        <TableCell role="cell" align="right" data-label={t('run.size')}>
          {formatBytes(run.bytes)}
        </TableCell>
        <TableCell role="cell" data-label={t('run.began')}>
          {run.startedAt ? <Time iso={run.startedAt} /> : '–'}
        </TableCell>
        <TableCell role="cell" data-label={t('run.duration')}>
          {taken === undefined ? '–' : formatDuration(taken)}
        </TableCell>
        <TableCell role="cell" className={classes.actions}>
          {run.status === 'failed' && (
            <Button
              size="small"
              color="primary"
              aria-label={t('run.retryOf', { number })}
              onClick={props.onRetry}
            >
              {t('run.retry')}
            </Button>
          )}
          {isStoppable(run) && (
            <Button
              size="small"
              aria-label={t('run.cancelOf', { number })}
              onClick={props.onCancel}
            >
              {t('run.cancel')}
            </Button>
          )}
        </TableCell>
      </TableRow>
      {(isOpen || error) && (
        <TableRow role="row" className={classes.detailsRow}>
          <TableCell role="cell" colSpan={COLUMNS} id={id}>
            {error && (
              <div className={classes.error}>
                {run.errorKind && `${t(`run.errorOf.${run.errorKind}`)}: `}
                {error}
                <StorageAdvice error={error} className={classes.advice} />
                {run.retryAt && (
                  <div className={classes.quiet}>
                    {t('run.retryAt', { time: <Time iso={run.retryAt} /> })}
                  </div>
                )}
              </div>
            )}
            {isOpen && <RunDetails run={run} />}
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

function percent(share: number): string {
  return share.toLocaleString(undefined, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
}
