import {
  Actor,
  isSameOperation,
  OperationFacts,
} from 'backstage-plugin-audit-log-common';
import { EventRow } from './columns';

/** The columns that say of which operation a row is. */
export type OperationRow = Pick<
  EventRow,
  | 'id'
  | 'amends'
  | 'plugin'
  | 'event_id'
  | 'category'
  | 'actor_type'
  | 'actor_ref'
  | 'actor_on_behalf_of'
  | 'actor_via'
  | 'instance'
  | 'delivered_by'
  | 'leaf_version'
>;

/** Of which operation a row is; nobody knows where its actor was erased. */
export function operationOfRow(row: OperationRow): OperationFacts {
  return {
    plugin: row.plugin,
    eventId: row.event_id,
    category: row.category,
    instance: row.instance,
    deliveredBy: row.leaf_version === null ? undefined : row.delivered_by,
    actor:
      row.actor_type === null
        ? null
        : {
            type: row.actor_type as Actor['type'],
            ref: row.actor_ref,
            onBehalfOf: row.actor_on_behalf_of ?? undefined,
            via: row.actor_via ?? undefined,
          },
  };
}

/** Whether two events are of one operation, whichever of them amends. */
export function isOneOperation(
  one: OperationFacts,
  other: OperationFacts,
): boolean {
  return isSameOperation(one, other) || isSameOperation(other, one);
}
