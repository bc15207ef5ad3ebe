import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/**
 * The fields of an event that portals of the first release know. They take no
 * other ones, and don't say so before they are sent some.
 */
export const firstReleaseFields: readonly string[] = [
  'id',
  'startedAt',
  'endedAt',
  'durationMs',
  'plugin',
  'eventId',
  'action',
  'category',
  'severity',
  'outcome',
  'amends',
  'actor.type',
  'actor.ref',
  'actor.onBehalfOf',
  'actor.via',
  'target.type',
  'target.ref',
  'target.name',
  'client.ip',
  'client.userAgent',
  'request.method',
  'request.path',
  'request.query',
  'request.status',
  'request.traceId',
  'request.requestId',
  'meta',
  'error.name',
  'error.message',
  'instance',
];

/** Leaves out of events what a portal doesn't know. */
export function withKnownFields(
  events: RecordedEvent[],
  fields: ReadonlySet<string>,
): RecordedEvent[] {
  const groups = new Set(
    [...fields].flatMap(field => field.match(/^(.*)\./)?.[1] ?? []),
  );
  return events.map(
    event =>
      Object.fromEntries(
        Object.entries(event)
          .filter(([name]) => groups.has(name) || fields.has(name))
          .map(([name, value]) => [
            name,
            groups.has(name) && value
              ? known(name, value as object, fields)
              : value,
          ]),
      ) as RecordedEvent,
  );
}

function known(group: string, value: object, fields: ReadonlySet<string>) {
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => fields.has(`${group}.${name}`)),
  );
}
