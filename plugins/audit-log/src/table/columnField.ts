import { AuditEvent, metaField } from 'backstage-plugin-audit-log-common';
import { BaseColumn, columnText, isMetaColumn } from './columns';

const fields: Partial<Record<BaseColumn, string>> = {
  outcome: 'outcome',
  severity: 'severity',
  plugin: 'plugin',
  event: 'event',
  action: 'action',
  category: 'category',
  target: 'target',
  targetType: 'targetType',
  actor: 'actor',
  actorType: 'actorType',
  via: 'via',
  actorMode: 'actorMode',
  clientId: 'client',
  clientName: 'clientName',
  ip: 'ip',
  method: 'method',
  path: 'path',
  status: 'status',
  traceId: 'trace',
  requestId: 'request',
  claimedTraceId: 'claimedTrace',
  claimedRequestId: 'claimedRequest',
  instance: 'instance',
  deliveredBy: 'deliveredBy',
};

/** The field of the query language that finds what a column shows. */
export function columnField(column: string): string | undefined {
  return isMetaColumn(column)
    ? metaField([column.slice(column.indexOf('.') + 1)])
    : fields[column as BaseColumn];
}

/** Filters compare references, so this is the reference, not the name. */
export function columnValue(event: AuditEvent, column: string): string {
  return column === 'target'
    ? event.target?.ref ?? ''
    : columnText(event, column);
}
