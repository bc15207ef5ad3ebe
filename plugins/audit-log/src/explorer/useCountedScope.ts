import { useLayoutEffect, useState } from 'react';
import { EventsQuery } from '../events';

/**
 * What to count: the scope of the rows, once they have been asked for. Effects
 * of what is inside the page run before its own, and the backend may answer the
 * questions of one reader one after the other: rows come first.
 */
export function useCountedScope(scope: EventsQuery): EventsQuery | undefined {
  const [counted, setCounted] = useState<EventsQuery>();
  // Before it is painted, and after the effects of this drawing.
  useLayoutEffect(() => setCounted(scope), [scope]);
  return counted;
}
