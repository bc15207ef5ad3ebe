import { AuditEvent, formatQuery } from 'backstage-plugin-audit-log-common';

const HOUR_MS = 3_600_000;

/** Why events belong together, closest first. */
export type Relation = 'request' | 'task' | 'target' | 'actor';

/** A search for events that belong to another one. */
export interface RelatedQuery {
  relation: Relation;
  q: string;
  from: string;
  to: string;
}

const windowsMs: Record<Relation, number> = {
  request: 24 * HOUR_MS,
  task: 7 * 24 * HOUR_MS,
  target: 7 * 24 * HOUR_MS,
  actor: HOUR_MS,
};

/** What to search for around an event: before and after it. */
export function relatedQueries(event: AuditEvent): RelatedQuery[] {
  const { request, meta, target, actor, startedAt } = event;
  const terms: [Relation, string, unknown][] = [
    ['request', 'trace', request?.traceId],
    ['request', 'request', request?.traceId ? undefined : request?.requestId],
    ['task', 'meta.taskId', meta?.taskId],
    ['target', 'target', target?.ref],
    ['actor', 'actor', actor?.onBehalfOf ?? actor?.ref],
  ];
  const time = Date.parse(startedAt);
  return terms.flatMap(([relation, field, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? [
          {
            relation,
            q: formatQuery([
              {
                kind: 'field',
                field,
                operator: '=',
                values: [`${value}`],
                negated: false,
              },
            ]),
            from: new Date(time - windowsMs[relation]).toISOString(),
            to: new Date(time + windowsMs[relation]).toISOString(),
          },
        ]
      : [],
  );
}
