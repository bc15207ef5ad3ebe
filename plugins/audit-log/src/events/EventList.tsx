import { makeStyles } from '@material-ui/core/styles';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { OutcomeLabel, Time } from '../shared';
import { useWords } from '../words';
import { ActorName, TargetName, eventLabel } from './sentence';

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
    line: {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      '& > :first-child': {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
    },
    quiet: { color: theme.palette.text.secondary, whiteSpace: 'nowrap' },
  }),
  { name: 'AuditLogEventList' },
);

/** A few events as a list of two lines each. */
export function EventList(props: {
  events: AuditEvent[];
  onOpen: (event: AuditEvent) => void;
}) {
  const t = useWords();
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
            <span className={classes.line}>
              <span>{eventLabel(event, t)}</span>
              <OutcomeLabel outcome={event.outcome} />
            </span>
            <span className={`${classes.line} ${classes.quiet}`}>
              <span>
                <ActorName event={event} t={t} noLink />
                {event.target && (
                  <>
                    {' · '}
                    <TargetName event={event} t={t} noLink />
                  </>
                )}
              </span>
              <Time iso={event.startedAt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
