import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { BaseColumn, columnField, columnValue } from '../table';

/** A fact about an event, named as its column is. */
export interface Fact {
  column: BaseColumn;
  text: string;
  /** The field of the query language that finds events with this fact. */
  field?: string;
}

/** Facts that belong together. */
export interface FactSection {
  name: 'what' | 'who' | 'request' | 'record';
  facts: Fact[];
}

const sections: Record<FactSection['name'], BaseColumn[]> = {
  what: [
    'time',
    'duration',
    'outcome',
    'severity',
    'plugin',
    'event',
    'action',
    'category',
    'target',
    'targetType',
  ],
  who: [
    'actor',
    'actorType',
    'onBehalfOf',
    'via',
    'actorMode',
    'clientName',
    'clientId',
    'ip',
    'userAgent',
  ],
  request: [
    'method',
    'path',
    'query',
    'status',
    'traceId',
    'requestId',
    'claimedTraceId',
    'claimedRequestId',
  ],
  record: [
    'sequence',
    'recordedAt',
    'appendedAt',
    'instance',
    'deliveredBy',
    'id',
    'amends',
    'leafHash',
  ],
};

/** The facts that an event has, in sections; empty ones are left out. */
export function factsOf(event: AuditEvent): FactSection[] {
  return Object.entries(sections)
    .map(([name, columns]) => ({
      name: name as FactSection['name'],
      facts: columns
        .map(column => ({
          column,
          text: columnValue(event, column),
          field: columnField(column),
        }))
        .filter(fact => fact.text !== ''),
    }))
    .filter(section => section.facts.length > 0);
}
