import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    return {
      root: {
        display: 'inline-flex',
        alignItems: 'center',
        gap: theme.spacing(0.75),
        padding: theme.spacing(0.25, 1.25),
        borderRadius: 999,
        border: '1px solid currentColor',
        fontSize: '0.75rem',
        fontWeight: 500,
        lineHeight: 1.5,
      },
      quiet: { color: theme.palette.text.secondary },
      moving: { color: dark ? '#ffb74d' : '#8a4b00' },
      on: { color: dark ? '#71cf88' : '#1b7a32' },
    };
  },
  { name: 'AuditLogStateTag' },
);

const looks = {
  disabled: 'quiet',
  enabling: 'moving',
  enabled: 'on',
  disabling: 'moving',
} as const;

/** The state of audit logging as a tag. */
export function StateTag(props: { settings: AuditLogSettings }) {
  const { available, state } = props.settings;
  const t = useWords();
  const classes = useStyles();
  const isOut = !available && state === 'disabled';
  const isMoving = state === 'enabling' || state === 'disabling';
  return (
    <span className={`${classes.root} ${classes[looks[state]]}`} role="status">
      {isMoving && <CircularProgress size={11} color="inherit" aria-hidden />}
      {isOut ? t('settings.tag.unavailable') : t(`settings.tag.${state}`)}
    </span>
  );
}
