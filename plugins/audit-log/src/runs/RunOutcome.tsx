import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import SkippedIcon from '@material-ui/icons/SkipNext';
import CanceledIcon from '@material-ui/icons/Block';
import FailedIcon from '@material-ui/icons/ErrorOutline';
import QueuedIcon from '@material-ui/icons/HourglassEmpty';
import SucceededIcon from '@material-ui/icons/CheckCircleOutline';
import { ExportRunStatus } from 'backstage-plugin-audit-log-common';
import { quietText } from '../shared';
import { useWords } from '../words';

const icons = {
  queued: QueuedIcon,
  succeeded: SucceededIcon,
  failed: FailedIcon,
  skipped: SkippedIcon,
  canceled: CanceledIcon,
};

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    const quiet = { color: quietText(theme) };
    return {
      root: {
        display: 'inline-flex',
        alignItems: 'center',
        gap: theme.spacing(0.75),
        whiteSpace: 'nowrap',
        '& svg': { fontSize: '1.15em', flexShrink: 0 },
      },
      queued: quiet,
      running: { color: theme.palette.text.primary },
      succeeded: { '& svg': { color: dark ? '#71cf88' : '#1b7a32' } },
      failed: { color: dark ? '#ffb3ad' : '#b71c1c' },
      skipped: quiet,
      canceled: quiet,
    };
  },
  { name: 'AuditLogRunOutcome' },
);

/** What became of a run, as icon and word. */
export function RunOutcome(props: { status: ExportRunStatus }) {
  const { status } = props;
  const t = useWords();
  const classes = useStyles();
  const Icon = status === 'running' ? undefined : icons[status];
  return (
    <span
      className={`${classes.root} ${classes[status]}`}
      title={t(`run.outcomeHelp.${status}`)}
    >
      {Icon ? (
        <Icon aria-hidden />
      ) : (
        <CircularProgress size={13} color="inherit" aria-hidden />
      )}
      {t(`run.outcome.${status}`)}
    </span>
  );
}
