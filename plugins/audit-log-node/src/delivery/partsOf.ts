import {
  MAX_INGEST_EVENTS,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { AppendCircumstances } from '../recorder';

/** What goes into one request. */
interface Part {
  events: RecordedEvent[];
  period: string | undefined;
}

/**
 * Events of one period each and not too many of them, in as few parts as that
 * takes, and in their order within each period. Those of no known period come
 * last: an operation may begin in a period and end beyond it, but not the other
 * way round.
 */
export function partsOf(
  events: RecordedEvent[],
  circumstances?: AppendCircumstances,
): Part[] {
  const ofPeriods = new Map<string | undefined, RecordedEvent[]>();
  events.forEach((event, index) => {
    const period = circumstances?.periods[index];
    const others = ofPeriods.get(period);
    if (others) {
      others.push(event);
    } else {
      ofPeriods.set(period, [event]);
    }
  });
  const unknown = ofPeriods.get(undefined);
  if (unknown) {
    ofPeriods.delete(undefined);
    ofPeriods.set(undefined, unknown);
  }
  return [...ofPeriods].flatMap(([period, all]) =>
    chunksOf(all).map(chunk => ({ events: chunk, period })),
  );
}

function chunksOf(events: RecordedEvent[]): RecordedEvent[][] {
  const chunks: RecordedEvent[][] = [];
  for (let from = 0; from < events.length; from += MAX_INGEST_EVENTS) {
    chunks.push(events.slice(from, from + MAX_INGEST_EVENTS));
  }
  return chunks;
}
