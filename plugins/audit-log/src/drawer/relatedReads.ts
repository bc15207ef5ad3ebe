import {
  AuditEvent,
  ListEventsQuery,
  formatQuery,
} from 'backstage-plugin-audit-log-common';

const HOUR_MS = 3_600_000;

/** Why events belong together, closest first. */
export const relations = [
  'request',
  'task',
  'target',
  'location',
  'actor',
] as const;

/** One of {@link relations}. */
export type Relation = (typeof relations)[number];

/** A search for the events nearest to another one, on one side of it. */
export interface RelatedRead {
  relation: Relation;
  query: Required<Pick<ListEventsQuery, 'q' | 'from' | 'to' | 'order'>>;
}

const windowsMs: Record<Relation, number> = {
  request: 24 * HOUR_MS,
  task: 7 * 24 * HOUR_MS,
  target: 7 * 24 * HOUR_MS,
  // Entities follow the location that they come from within minutes.
  location: HOUR_MS,
  actor: HOUR_MS,
};

/**
 * What to read around an event: for each relation what came before it and
 * what came after it, nearest first.
 */
export function relatedReads(event: AuditEvent): RelatedRead[] {
  const { request, meta, target, actor, startedAt } = event;
  const facts: [Relation, string, unknown][] = [
    ['request', 'trace', request?.traceId],
    ['request', 'request', request?.traceId ? undefined : request?.requestId],
    ['task', 'meta.taskId', meta?.taskId],
    ['target', 'target', target?.ref],
    ['location', 'target', meta?.location],
    ['actor', 'actor', actor?.onBehalfOf ?? actor?.ref],
  ];
  const time = Date.parse(startedAt);
  const at = (offsetMs: number) => new Date(time + offsetMs).toISOString();
  return facts.flatMap(([relation, field, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return [];
    }
    const q = formatQuery([
      {
        kind: 'field',
        field,
        operator: '=',
        values: [`${value}`],
        negated: false,
      },
    ]);
    const length = windowsMs[relation];
    // A millisecond more on each side: events of the same instant belong too.
    return [
      { relation, query: { q, from: at(-length), to: at(1), order: 'desc' } },
      { relation, query: { q, from: at(-1), to: at(length), order: 'asc' } },
    ];
  });
}

/** An event of the timeline and why it is there. */
export interface RelatedEvent {
  event: AuditEvent;
  /** Closest first; empty for the event that the others relate to. */
  relations: Relation[];
}

/**
 * One timeline, newest first, of what several reads found and of the event
 * itself. An event that several found is there once, with all the reasons.
 */
export function mergeRelated(
  event: AuditEvent,
  found: { relation: Relation; events: AuditEvent[] }[],
): RelatedEvent[] {
  const reasons = new Map<string, RelatedEvent>();
  for (const relation of relations) {
    for (const other of found
      .filter(one => one.relation === relation)
      .flatMap(({ events }) => events)) {
      const known = reasons.get(other.id) ?? { event: other, relations: [] };
      if (!known.relations.includes(relation)) {
        known.relations.push(relation);
      }
      reasons.set(other.id, known);
    }
  }
  reasons.set(event.id, { event, relations: [] });
  return [...reasons.values()].sort(
    (a, b) =>
      Date.parse(b.event.startedAt) - Date.parse(a.event.startedAt) ||
      Number(b.event.sequence) - Number(a.event.sequence),
  );
}
