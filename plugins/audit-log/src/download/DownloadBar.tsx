import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { errorText, formatBytes } from '../shared';
import { useWords } from '../words';
import { Download } from './useDownload';

const useStyles = makeStyles(
  theme => ({
    root: {
      marginBottom: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
      overflow: 'hidden',
    },
    line: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1.5),
      fontSize: '0.8125rem',
      fontVariantNumeric: 'tabular-nums',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AuditLogDownloadBar' },
);

/** How far a download is, and the way to cancel it. */
export function DownloadBar(props: { download: Download }) {
  const { state, cancel, dismiss } = props.download;
  const t = useWords();
  const classes = useStyles();
  if (!state) {
    return null;
  }
  const { name, status, error } = state;
  const size = formatBytes(state.bytes);
  const isRunning = status === 'running';
  return (
    <div className={classes.root}>
      <div className={classes.line}>
        <span role={status === 'failed' ? 'alert' : 'status'}>
          {status === 'running' &&
            t('explorer.download.running', { name, size })}
          {status === 'done' && t('explorer.download.done', { name, size })}
          {status === 'cancelled' && t('explorer.download.cancelled')}
          {status === 'failed' &&
            `${t('explorer.download.failed')} ${error && errorText(error)}`}
        </span>
        <Button size="small" onClick={isRunning ? cancel : dismiss}>
          {isRunning ? t('shared.cancel') : t('shared.close')}
        </Button>
      </div>
      {isRunning && (
        <LinearProgress aria-label={t('explorer.download.button')} />
      )}
    </div>
  );
}
