import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { OutcomeLabel, SeverityLabel, Time, formatDuration } from '../shared';
import { useWords } from '../words';
import { ActorName, TargetName, eventLabel } from '../events';
import { ActorMark } from '../names';
import { columnText } from './columns';
import { useTableStyles } from './tableStyles';

/** One event in one column of the table. */
export function EventCell(props: { event: AuditEvent; column: string }) {
  const { event, column } = props;
  const t = useWords();
  switch (column) {
    case 'time':
      return <Time iso={event.startedAt} />;
    case 'endedAt':
      return event.endedAt ? <Time iso={event.endedAt} /> : null;
    case 'recordedAt':
      return <Time iso={event.recordedAt} />;
    case 'appendedAt':
      return event.appendedAt ? <Time iso={event.appendedAt} /> : null;
    case 'outcome':
      return <OutcomeLabel outcome={event.outcome} />;
    case 'severity':
      return <SeverityLabel severity={event.severity} />;
    case 'actor':
      return <Actor event={event} />;
    case 'actorType':
      return event.actor ? (
        <>{t(`value.actorType.${event.actor.type}`)}</>
      ) : null;
    case 'target':
      return event.target ? <TargetName event={event} t={t} noLink /> : null;
    case 'what': {
      const label = eventLabel(event, t);
      return <span title={`${event.plugin} ${label}`}>{label}</span>;
    }
    case 'duration':
      return event.durationMs === null ? null : (
        <>{formatDuration(event.durationMs)}</>
      );
    default: {
      const text = columnText(event, column);
      return <span title={text}>{text}</span>;
    }
  }
}

function Actor(props: { event: AuditEvent }) {
  const { event } = props;
  const t = useWords();
  const classes = useTableStyles();
  const { actor } = event;
  return (
    <span className={classes.actor}>
      <ActorMark actorRef={actor?.onBehalfOf ?? actor?.ref} />
      <span>
        <ActorName event={event} t={t} noLink />
      </span>
    </span>
  );
}
