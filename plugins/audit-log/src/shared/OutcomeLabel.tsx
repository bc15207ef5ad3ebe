import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import HelpIcon from '@material-ui/icons/HelpOutline';
import PendingIcon from '@material-ui/icons/HourglassEmpty';
import { Outcome } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const icons = {
  succeeded: CheckIcon,
  failed: ErrorIcon,
  unknown: HelpIcon,
  pending: PendingIcon,
};

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      whiteSpace: 'nowrap',
    },
    icon: { fontSize: '1.15em', flexShrink: 0 },
    succeeded: {
      '& svg': { color: theme.palette.type === 'dark' ? '#71cf88' : '#1b7a32' },
    },
    failed: { color: theme.palette.type === 'dark' ? '#ffb3ad' : '#b71c1c' },
    unknown: { color: theme.palette.type === 'dark' ? '#ffb74d' : '#8a4b00' },
    pending: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogOutcomeLabel' },
);

/** An outcome as icon and word, or `label`: never told by colour alone. */
export function OutcomeLabel(props: { outcome: Outcome; label?: string }) {
  const { outcome, label } = props;
  const t = useWords();
  const classes = useStyles();
  const Icon = icons[outcome];
  return (
    <span
      className={`${classes.root} ${classes[outcome]}`}
      title={label ? undefined : t(`value.outcomeHelp.${outcome}`)}
    >
      <Icon className={classes.icon} aria-hidden />
      {label ?? t(`value.outcome.${outcome}`)}
    </span>
  );
}
