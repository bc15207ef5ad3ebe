import { AUDIT_LOG_CATEGORY } from './categories';
import { AuditEvent } from './types';

/**
 * What tells the operations of one process apart, as far as an event says it.
 *
 * @public
 */
export type OperationFacts = Pick<
  AuditEvent,
  'plugin' | 'eventId' | 'category' | 'actor' | 'instance' | 'deliveredBy'
>;

/**
 * Whether an event can correct another one: both are of the same plugin, event
 * id, actor, process and deliverer. Anything else that names an event in
 * `amends` stands beside it and hides nothing.
 *
 * @remarks
 * The person for whom a service acts may become known only when the operation
 * ends; once known it stays. Where the actor of one was erased, nobody can
 * tell that they are the same. Nobody knows either who delivered an event whose
 * leaf has version 1: there the process alone counts.
 *
 * @public
 */
export function isSameOperation(
  amending: OperationFacts,
  amended: OperationFacts,
): boolean {
  const { actor } = amending;
  const { actor: before } = amended;
  return (
    amending.plugin === amended.plugin &&
    amending.eventId === amended.eventId &&
    isOwn(amending) === isOwn(amended) &&
    amending.instance === amended.instance &&
    (amending.deliveredBy === undefined ||
      amended.deliveredBy === undefined ||
      amending.deliveredBy === amended.deliveredBy) &&
    actor !== null &&
    before !== null &&
    actor.type === before.type &&
    actor.ref === before.ref &&
    actor.via === before.via &&
    (before.onBehalfOf === undefined || actor.onBehalfOf === before.onBehalfOf)
  );
}

function isOwn({ category }: OperationFacts): boolean {
  return category === AUDIT_LOG_CATEGORY;
}
