import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { EventsState } from '../events';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      gap: theme.spacing(1),
      height: 56,
      color: theme.palette.text.secondary,
    },
    // In view wherever the reader is: rows above are read, too.
    sticky: {
      position: 'sticky',
      left: 0,
      bottom: 0,
      zIndex: 2,
      backgroundColor: theme.palette.background.paper,
    },
  }),
  { name: 'AuditLogEventTableFoot' },
);

/** Below the last row: that more is read, why not, or that there is no more. */
export function TableFoot(props: { state: EventsState; onRetry: () => void }) {
  const { status, hasMore } = props.state;
  const t = useWords();
  const classes = useStyles();
  if (status === 'loading-more') {
    return (
      <LinearProgress
        className={classes.sticky}
        aria-label={t('explorer.table.loadingMore')}
      />
    );
  }
  if (status === 'failed') {
    return (
      <div className={`${classes.root} ${classes.sticky}`} role="alert">
        {t('explorer.table.loadMoreFailed')}
        <Button size="small" onClick={props.onRetry}>
          {t('shared.retry')}
        </Button>
      </div>
    );
  }
  return hasMore ? null : (
    <div className={classes.root}>{t('explorer.table.end')}</div>
  );
}
