import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import RetiredIcon from '@material-ui/icons/PauseCircleOutline';
import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    return {
      root: {
        display: 'inline-flex',
        alignItems: 'center',
        gap: theme.spacing(0.5),
        fontFamily: theme.typography.fontFamily,
        fontSize: '0.8125rem',
        fontWeight: 500,
        whiteSpace: 'nowrap',
        '& svg': { fontSize: '1.15em' },
      },
      pending: { color: dark ? '#ffb74d' : '#8a4b00' },
      ready: { color: dark ? '#71cf88' : '#1b7a32' },
      failed: { color: dark ? '#ffb3ad' : '#b71c1c' },
      retired: { color: theme.palette.text.secondary },
    };
  },
  { name: 'AuditLogIntegrationStatus' },
);

const icons = {
  pending: <CircularProgress size={12} color="inherit" aria-hidden />,
  ready: <CheckIcon aria-hidden />,
  failed: <ErrorIcon aria-hidden />,
  retired: <RetiredIcon aria-hidden />,
};

/** How far an integration is, as icon and word. */
export function IntegrationStatus(props: {
  status: StorageIntegration['status'];
}) {
  const t = useWords();
  const classes = useStyles();
  return (
    <span className={`${classes.root} ${classes[props.status]}`} role="status">
      {icons[props.status]}
      {t(`integration.status.${props.status}`)}
    </span>
  );
}
