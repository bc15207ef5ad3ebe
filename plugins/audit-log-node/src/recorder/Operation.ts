import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** What has been recorded of an operation so far. */
export interface OperationHistory {
  /** The outcome that stands, or `open` where no event was recorded yet. */
  standing: 'open' | 'pending' | 'succeeded' | 'failed';
  /** Id of the latest event of the operation; that of the begin while open. */
  latestId: string;
  /** Id kept for the event that will amend a begin that was recorded. */
  nextId: string | undefined;
  /** Whether any event of the operation is in the log: rules may drop them. */
  isRecorded: boolean;
}

/**
 * The event that an outcome leads to, or undefined where it changes nothing.
 *
 * @remarks
 * Plugins report both outcomes of one operation, in either order: the catalog
 * reports a success before its answer fails, and a failure followed by a
 * success for an invalid entity. A failure is therefore final, and turns a
 * success that was recorded before.
 *
 * @param makeId - makes the id of an amending event, where none is kept
 */
export function nextEvent(
  history: OperationHistory,
  ended: RecordedEvent,
  makeId: () => string,
): RecordedEvent | undefined {
  const amending = () =>
    history.isRecorded
      ? {
          ...ended,
          id: history.nextId ?? makeId(),
          amends: history.latestId,
        }
      : ended;
  switch (history.standing) {
    case 'open':
      return ended;
    case 'pending':
      return amending();
    case 'succeeded':
      return ended.outcome === 'failed' ? amending() : undefined;
    default:
      return undefined;
  }
}
