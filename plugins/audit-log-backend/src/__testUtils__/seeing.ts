import { ReadableEvents, VisibleEvents } from '../reading';
import { EventPredicate } from '../store';

/** What somebody reads by who sees what all of these let through. */
export function seeing(
  where: EventPredicate[] = [],
  events?: ReadableEvents,
): VisibleEvents {
  return new VisibleEvents({ events: events ?? ({} as ReadableEvents), where });
}
