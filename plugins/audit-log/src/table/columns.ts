import { AuditEvent, eventTypes } from 'backstage-plugin-audit-log-common';

/** Every column that each event can fill, in the order the chooser offers them. */
export const baseColumns = [
  'time',
  'outcome',
  'actor',
  'what',
  'target',
  'plugin',
  'category',
  'severity',
  'duration',
  'endedAt',
  'actorType',
  'onBehalfOf',
  'via',
  'event',
  'action',
  'targetType',
  'ip',
  'userAgent',
  'method',
  'path',
  'query',
  'status',
  'traceId',
  'requestId',
  'error',
  'sequence',
  'recordedAt',
  'instance',
  'id',
  'amends',
  'leafHash',
  'appendedAt',
  'deliveredBy',
  'claimedTraceId',
  'claimedRequestId',
  'actorMode',
  'clientName',
  'clientId',
] as const;

/** A column of {@link baseColumns}. */
export type BaseColumn = (typeof baseColumns)[number];

/** What a reader sees who never chose columns. */
export const defaultColumns: string[] = [
  'time',
  'outcome',
  'actor',
  'what',
  'target',
  'plugin',
  'severity',
];

const META = 'meta.';

/** True for a column that is filled from `meta`. */
export function isMetaColumn(column: string): boolean {
  return column.startsWith(META) && column.length > META.length;
}

/** True for {@link baseColumns}. */
export function isBaseColumn(column: string): column is BaseColumn {
  return (baseColumns as readonly string[]).includes(column);
}

/** The columns of a link that exist, each once; the default where none does. */
export function knownColumns(columns: string[]): string[] {
  const known = columns.filter(
    (column, index) =>
      (isBaseColumn(column) || isMetaColumn(column)) &&
      columns.indexOf(column) === index,
  );
  return known.length > 0 ? known : defaultColumns;
}

/** Names of the columns that `meta` of these events can fill, sorted. */
export function findMetaColumns(events: AuditEvent[]): string[] {
  const keys = new Set<string>();
  for (const event of events) {
    for (const key of Object.keys(event.meta ?? {})) {
      keys.add(META + key);
    }
  }
  return [...keys].sort();
}

/**
 * Names of the columns that `meta` of the described types of events can fill,
 * sorted, also where none of these events is loaded.
 */
export const describedMetaColumns: readonly string[] = [
  ...new Set(
    eventTypes
      .flatMap(({ meta }) => Object.keys(meta))
      // Values inside of others have no column of their own.
      .filter(key => /^[\w-]+$/.test(key))
      .map(key => META + key),
  ),
].sort();

const baseText: Record<BaseColumn, (event: AuditEvent) => string> = {
  time: event => event.startedAt,
  outcome: event => event.outcome,
  actor: event => event.actor?.onBehalfOf ?? event.actor?.ref ?? '',
  what: event =>
    event.action ? `${event.eventId} ${event.action}` : event.eventId,
  target: event => event.target?.name ?? event.target?.ref ?? '',
  plugin: event => event.plugin,
  category: event => event.category,
  severity: event => event.severity,
  duration: event => event.durationMs?.toString() ?? '',
  endedAt: event => event.endedAt ?? '',
  actorType: event => event.actor?.type ?? '',
  onBehalfOf: event => event.actor?.onBehalfOf ?? '',
  via: event => event.actor?.via ?? '',
  actorMode: event => event.actor?.mode ?? '',
  clientId: event => event.actor?.clientId ?? '',
  clientName: event => event.actor?.clientName ?? '',
  event: event => event.eventId,
  action: event => event.action ?? '',
  targetType: event => event.target?.type ?? '',
  ip: event => event.client?.ip ?? '',
  userAgent: event => event.client?.userAgent ?? '',
  method: event => event.request?.method ?? '',
  path: event => event.request?.path ?? '',
  query: event => event.request?.query ?? '',
  status: event => event.request?.status?.toString() ?? '',
  traceId: event => event.request?.traceId ?? '',
  requestId: event => event.request?.requestId ?? '',
  claimedTraceId: event => event.request?.claimedTraceId ?? '',
  claimedRequestId: event => event.request?.claimedRequestId ?? '',
  error: event => event.error?.message ?? '',
  sequence: event => event.sequence,
  recordedAt: event => event.recordedAt,
  instance: event => event.instance,
  id: event => event.id,
  amends: event => event.amends ?? '',
  leafHash: event => event.leafHash,
  appendedAt: event => event.appendedAt ?? '',
  deliveredBy: event => event.deliveredBy ?? '',
};

/** What an event has in a column, as text; empty where the column doesn't apply. */
export function columnText(event: AuditEvent, column: string): string {
  if (isMetaColumn(column)) {
    return jsonText(event.meta?.[column.slice(META.length)]);
  }
  return isBaseColumn(column) ? baseText[column](event) : '';
}

const widths: Record<string, { min: number; grow: number }> = {
  time: { min: 138, grow: 0 },
  outcome: { min: 126, grow: 0 },
  actor: { min: 148, grow: 1 },
  what: { min: 150, grow: 1.4 },
  target: { min: 170, grow: 2 },
  plugin: { min: 96, grow: 0.2 },
  category: { min: 124, grow: 0 },
  severity: { min: 96, grow: 0 },
  duration: { min: 92, grow: 0 },
  userAgent: { min: 220, grow: 1 },
  path: { min: 220, grow: 1 },
  error: { min: 240, grow: 1.5 },
  method: { min: 84, grow: 0 },
  status: { min: 76, grow: 0 },
  sequence: { min: 96, grow: 0 },
  id: { min: 290, grow: 0 },
  amends: { min: 290, grow: 0 },
  leafHash: { min: 300, grow: 1 },
};

/** The width of a column in pixels and whether it takes what is left over. */
export function columnWidth(column: string): { min: number; grow: number } {
  return widths[column] ?? { min: 150, grow: 0 };
}

function jsonText(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The column that stays in view while the table is scrolled sideways: the
 * time, or the first where the reader hid the time.
 */
export function pinnedColumn(columns: string[]): string {
  return columns.includes('time') ? 'time' : columns[0];
}
