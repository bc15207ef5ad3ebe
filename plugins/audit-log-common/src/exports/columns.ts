import { InputError } from '@backstage/errors';
import { AuditEvent, leafVersionOf } from '../events';

/**
 * What a cell holds: a text, a whole number, a UTC instant as ISO 8601 text,
 * a sequence as a decimal string, or a value as JSON text.
 *
 * @public
 */
export type ExportColumnType =
  | 'text'
  | 'integer'
  | 'instant'
  | 'sequence'
  | 'json';

/**
 * One column of the flat form of an event, as CSV and Parquet have it.
 *
 * @public
 */
export interface ExportColumn {
  name: string;
  type: ExportColumnType;
  required: boolean;
  value(event: AuditEvent): string | number | null | undefined;
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function column(
  name: string,
  type: ExportColumnType,
  value: ExportColumn['value'],
  required = false,
): ExportColumn {
  return { name, type, required, value };
}

/**
 * Every column, in the order in which exports have them. Names only get added,
 * at the end, so that files of different versions can be read as one table.
 *
 * @public
 */
export const exportColumns: ExportColumn[] = [
  column('sequence', 'sequence', event => event.sequence, true),
  column('id', 'text', event => event.id, true),
  column('started_at', 'instant', event => event.startedAt, true),
  column('ended_at', 'instant', event => event.endedAt),
  column('duration_ms', 'integer', event => event.durationMs),
  column('recorded_at', 'instant', event => event.recordedAt, true),
  column('plugin', 'text', event => event.plugin, true),
  column('event_id', 'text', event => event.eventId, true),
  column('action', 'text', event => event.action),
  column('category', 'text', event => event.category, true),
  column('severity', 'text', event => event.severity, true),
  column('outcome', 'text', event => event.outcome, true),
  column('amends', 'text', event => event.amends),
  column('actor_type', 'text', event => event.actor?.type),
  column('actor', 'text', event => event.actor?.ref),
  column('actor_on_behalf_of', 'text', event => event.actor?.onBehalfOf),
  column('actor_via', 'text', event => event.actor?.via),
  column('target_type', 'text', event => event.target?.type),
  column('target', 'text', event => event.target?.ref),
  column('target_name', 'text', event => event.target?.name),
  column('client_ip', 'text', event => event.client?.ip),
  column('client_user_agent', 'text', event => event.client?.userAgent),
  column('request_method', 'text', event => event.request?.method),
  column('request_path', 'text', event => event.request?.path),
  column('request_query', 'text', event => event.request?.query),
  column('request_status', 'integer', event => event.request?.status),
  column('trace_id', 'text', event => event.request?.traceId),
  column('request_id', 'text', event => event.request?.requestId),
  column('error_name', 'text', event => event.error?.name),
  column('error_message', 'text', event => event.error?.message),
  column('meta', 'json', event => json(event.meta)),
  column('instance', 'text', event => event.instance, true),
  column('leaf_hash', 'text', event => event.leafHash, true),
  column('erased', 'json', event => json(event.erased)),
  column('appended_at', 'instant', event => event.appendedAt),
  column('delivered_by', 'text', event => event.deliveredBy),
  column('leaf_version', 'integer', leafVersionOf),
  column('claimed_trace_id', 'text', event => event.request?.claimedTraceId),
  column(
    'claimed_request_id',
    'text',
    event => event.request?.claimedRequestId,
  ),
  column('actor_mode', 'text', event => event.actor?.mode),
  column('actor_client_id', 'text', event => event.actor?.clientId),
  column('actor_client_name', 'text', event => event.actor?.clientName),
];

/**
 * The columns of the given names, in their order. Throws an `InputError` for a
 * name that isn't known or comes twice.
 *
 * @public
 */
export function selectColumns(names: string[] | null): ExportColumn[] {
  if (names === null) {
    return exportColumns;
  }
  return names.map((name, index) => {
    const found = exportColumns.find(each => each.name === name);
    if (!found || names.indexOf(name) !== index) {
      throw new InputError(
        `Column '${name}' ${
          found ? 'comes twice' : 'is not known'
        }; expected each of ${exportColumns
          .map(each => each.name)
          .join(', ')} at most once`,
      );
    }
    return found;
  });
}
