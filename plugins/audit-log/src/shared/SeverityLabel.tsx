import { makeStyles } from '@material-ui/core/styles';
import { Severity } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    return {
      root: { display: 'inline-flex', alignItems: 'center', gap: 6 },
      bar: {
        width: 3,
        height: '1em',
        borderRadius: 2,
        backgroundColor: 'currentColor',
      },
      // Readable on the row that is open, too.
      low: { color: dark ? '#c4c9d0' : '#565c63' },
      medium: { color: theme.palette.text.primary },
      high: {
        color: dark ? '#ffb74d' : '#8a4b00',
        fontWeight: 500,
      },
      critical: {
        color: dark ? '#ffb3ad' : '#b71c1c',
        fontWeight: 700,
      },
    };
  },
  { name: 'AuditLogSeverityLabel' },
);

/** A severity, louder the higher it is. */
export function SeverityLabel(props: { severity: Severity }) {
  const classes = useStyles();
  const t = useWords();
  return (
    <span className={`${classes.root} ${classes[props.severity]}`}>
      <span className={classes.bar} aria-hidden />
      {t(`value.severity.${props.severity}`)}
    </span>
  );
}
