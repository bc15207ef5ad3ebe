import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { OutcomeLabel, Time } from '../shared';
import { useWords } from '../words';
import { ActorName, TargetName, eventLabel } from './sentence';

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      '& > :first-child': {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
      '& > :last-child': { whiteSpace: 'nowrap' },
    },
    // On a row under the pointer what is quiet would be too pale.
    quiet: {
      color: theme.palette.text.secondary,
      'button:hover &': { color: theme.palette.text.primary },
    },
  }),
  { name: 'AuditLogEventSummary' },
);

/** One line of an event's summary; `quiet` where it matters less. */
export function SummaryLine(props: { quiet?: boolean; children: ReactNode }) {
  const classes = useStyles();
  return (
    <span className={`${classes.line} ${props.quiet ? classes.quiet : ''}`}>
      {props.children}
    </span>
  );
}

/** What happened and how it ended; by whom, to what and when. */
export function EventSummary({ event }: { event: AuditEvent }) {
  const t = useWords();
  return (
    <>
      <SummaryLine>
        <span>{eventLabel(event, t)}</span>
        <OutcomeLabel outcome={event.outcome} />
      </SummaryLine>
      <SummaryLine quiet>
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
      </SummaryLine>
    </>
  );
}
