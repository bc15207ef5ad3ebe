import { makeStyles } from '@material-ui/core/styles';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EventSummary } from './EventSummary';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: { borderBottom: `1px solid ${theme.palette.divider}` },
    button: {
      width: '100%',
      padding: theme.spacing(0.75, 0.5),
      border: 0,
      background: 'none',
      color: theme.palette.text.primary,
      font: 'inherit',
      fontFamily: theme.typography.fontFamily,
      fontSize: '0.8125rem',
      textAlign: 'left',
      cursor: 'pointer',
      '&:hover': { backgroundColor: theme.palette.action.hover },
    },
  }),
  { name: 'AuditLogEventList' },
);

/** A few events as a list of two lines each. */
export function EventList(props: {
  events: AuditEvent[];
  onOpen: (event: AuditEvent) => void;
}) {
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {props.events.map(event => (
        <li key={event.id} className={classes.item}>
          <button
            type="button"
            className={classes.button}
            onClick={() => props.onOpen(event)}
          >
            <EventSummary event={event} />
          </button>
        </li>
      ))}
    </ul>
  );
}
