import { boundedEvent } from '../envelope';
import { SpilledEvent } from '../journal';
import { BacklogEntry } from './Backlog';

/** What is read back from disk, on its way to the sink again. */
export function entryOf(spilled: SpilledEvent): BacklogEntry {
  const { isKept, isUndecided, mark, period, size } = spilled;
  // Journals of earlier versions hold longer texts.
  const event = boundedEvent(spilled.event, size);
  const takenAt = Date.parse(event.endedAt ?? event.startedAt);
  return {
    event,
    isKept,
    isUndecided,
    mark,
    period,
    size,
    takenAt,
    attempts: 0,
  };
}
