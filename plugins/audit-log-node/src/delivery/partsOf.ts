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

/** Events of one period each and not too many of them, in their order. */
export function partsOf(
  events: RecordedEvent[],
  circumstances?: AppendCircumstances,
): Part[] {
  const parts: Part[] = [];
  events.forEach((event, index) => {
    const period = circumstances?.periods[index];
    const latest = parts.at(-1);
    if (
      latest?.period === period &&
      latest !== undefined &&
      latest.events.length < MAX_INGEST_EVENTS
    ) {
      latest.events.push(event);
    } else {
      parts.push({ events: [event], period });
    }
  });
  return parts;
}
