import { makeStyles } from '@material-ui/core/styles';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { quietText } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => {
    const dark = theme.palette.type === 'dark';
    return {
      root: {
        display: 'inline-flex',
        padding: theme.spacing(0.25, 1.25),
        borderRadius: 999,
        border: '1px solid currentColor',
        fontSize: '0.75rem',
        fontWeight: 500,
        lineHeight: 1.5,
        whiteSpace: 'nowrap',
      },
      active: { color: dark ? '#71cf88' : '#1b7a32' },
      paused: { color: quietText(theme) },
      suspended: { color: dark ? '#ffb3ad' : '#b71c1c' },
    };
  },
  { name: 'AuditLogScheduleStatus' },
);

/** Whether a schedule runs: Active, Paused or Suspended. */
export function StatusTag(props: {
  schedule: Pick<ExportSchedule, 'status' | 'statusReason'>;
}) {
  const { status, statusReason } = props.schedule;
  const t = useWords();
  const classes = useStyles();
  return (
    <span
      className={`${classes.root} ${classes[status]}`}
      title={statusReason ?? undefined}
    >
      {t(`schedule.status.${status}`)}
    </span>
  );
}
