import { createHash, randomBytes } from 'node:crypto';
import { isOutcomeOver, Outcome } from 'backstage-plugin-audit-log-common';
import { KnownRow } from './batch';
import { isOneOperation, operationOfRow } from './operationOfRow';
import { PreparedEvent, prepareEvent } from './prepareEvent';

/**
 * The event that amends one with the same id, where it knows more of how the
 * operation ended.
 *
 * @remarks
 * Two processes may both end an operation: one that was taken for dead goes
 * on, and finds that another one has told its operation as unknown. Both use
 * the id that was chosen with the begin, so that the operation is there once.
 *
 * @returns undefined where it says nothing new
 */
export function laterOutcome(
  prepared: PreparedEvent,
  known: Pick<PreparedEvent, 'event'> | KnownRow,
): PreparedEvent | undefined {
  const { event } = prepared;
  const [outcome, operation] =
    'event' in known
      ? [known.event.outcome, known.event]
      : [known.outcome as Outcome, operationOfRow(known)];
  if (
    !isOutcomeOver(event.outcome, outcome) ||
    !isOneOperation(event, operation)
  ) {
    return undefined;
  }
  const id = laterId(event.id, event.outcome);
  const { deliveredBy, ...recorded } = event;
  return prepareEvent(
    { ...recorded, id, amends: event.id },
    randomBytes(16),
    deliveredBy,
  );
}

/** The same whoever makes it, and of the same time, so it sorts beside it. */
function laterId(id: string, outcome: Outcome): string {
  const digest = createHash('sha256').update(`${id} ${outcome}`).digest('hex');
  return `${id.slice(0, 13)}-7${digest.slice(0, 3)}-8${digest.slice(
    3,
    6,
  )}-${digest.slice(6, 18)}`;
}
