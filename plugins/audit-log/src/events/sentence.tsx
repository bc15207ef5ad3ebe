import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EntityName, isEntityRef } from '../shared';
import { Words, sentenceKind } from '../words';

/** What was done, without who and on what, for instance "Register location". */
export function eventLabel(event: AuditEvent, t: Words): string {
  const kind = sentenceKind(event);
  if (kind) {
    return t(`sentence.${kind}.label`, { action: actionCode(event) });
  }
  const name = generalName(event);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

/** Who did what on what, in one sentence with links. */
export function EventSentence(props: { event: AuditEvent; t: Words }) {
  const { event, t } = props;
  const kind =
    sentenceKind(event) ?? (event.target ? 'other' : 'otherWithoutTarget');
  const tense = event.outcome === 'failed' ? 'failed' : 'done';
  return t(`sentence.${kind}.${tense}`, {
    actor: <ActingName event={event} t={t} />,
    target: <TargetName event={event} t={t} />,
    event: <>{generalName(event)}</>,
    plugin: <>{event.plugin}</>,
    action: <>{actionCode(event)}</>,
  });
}

/** Who did it, and through which client or assistant, where not by themselves. */
function ActingName(props: { event: AuditEvent; t: Words }) {
  const { event, t } = props;
  const { clientId, clientName, mode } = event.actor ?? {};
  const actor = <ActorName event={event} t={t} />;
  const client = clientName ?? clientId;
  // What is done to a client names it anyway.
  if (client && event.target?.type !== 'client') {
    return t('sentence.throughClient', {
      actor,
      client: <span title={clientId}>{client}</span>,
    });
  }
  return mode === 'agent' && !client
    ? t('sentence.throughAssistant', { actor })
    : actor;
}

/** Who did it: the person where a service acted for one. */
export function ActorName(props: {
  event: AuditEvent;
  t: Words;
  noLink?: boolean;
}) {
  const { event, t, noLink } = props;
  const { actor } = event;
  if (!actor) {
    return <em>{t('shared.erased')}</em>;
  }
  const ref = actor.onBehalfOf ?? actor.ref;
  return ref ? (
    <EntityName entityRef={ref} noLink={noLink} />
  ) : (
    <em>{t('shared.anonymous')}</em>
  );
}

/** What it was done to. */
export function TargetName(props: {
  event: AuditEvent;
  t: Words;
  noLink?: boolean;
}) {
  const { target, erased } = props.event;
  if (!target) {
    return (
      <em>
        {erased?.includes('target')
          ? props.t('shared.erased')
          : props.t('sentence.unknownTarget')}
      </em>
    );
  }
  const { name } = target;
  return name && !isEntityRef(name) ? (
    <span title={target.ref}>{name}</span>
  ) : (
    // A run is named by the ref of its template.
    <EntityName entityRef={name ?? target.ref} noLink={props.noLink} />
  );
}

/** As methods of requests are written. */
function actionCode({ action }: AuditEvent): string {
  return action?.toUpperCase() ?? '';
}

function generalName(event: AuditEvent): string {
  const words = event.eventId.replace(/[-_.]+/g, ' ');
  return event.action
    ? `${words} (${event.action.replace(/[-_]+/g, ' ')})`
    : words;
}
