import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { EventsQuery } from '../events';
import { auditLogApiRef } from '../shared';

const POLL_MS = 5_000;
const PAGE_SIZE = 100;

/** How many events came since the table was read. */
export interface NewEvents {
  count: number;
  /** There are more than were counted. */
  isMore: boolean;
  hasFailed: boolean;
}

const none: NewEvents = { count: 0, isMore: false, hasFailed: false };

/**
 * Counts events that began since `since`, again and again while `isOn` and the
 * page is visible. The table stays as it is.
 */
export function useNewEvents(options: {
  scope: EventsQuery;
  since: Date;
  isOn: boolean;
}): NewEvents {
  const { scope, since, isOn } = options;
  const api = useApi(auditLogApiRef);
  const [found, setFound] = useState<NewEvents>(none);

  useEffect(() => {
    setFound(none);
    // A range that has ended gets no new events.
    if (!isOn || scope.to) {
      return undefined;
    }
    const controller = new AbortController();
    let cursor: string | undefined;
    let timer: ReturnType<typeof setTimeout>;

    const poll = async () => {
      if (document.visibilityState === 'visible') {
        try {
          const page = await api.listEvents(
            {
              q: withoutOwnReads(scope.q),
              from: since.toISOString(),
              order: 'asc',
              limit: PAGE_SIZE,
              cursor,
            },
            controller.signal,
          );
          cursor = page.nextCursor ?? cursor;
          setFound(before => ({
            count: before.count + page.items.length,
            isMore: page.items.length === PAGE_SIZE,
            hasFailed: false,
          }));
        } catch {
          if (!controller.signal.aborted) {
            setFound(before => ({ ...before, hasFailed: true }));
          }
        }
      }
      if (!controller.signal.aborted) {
        timer = setTimeout(poll, POLL_MS);
      }
    };
    timer = setTimeout(poll, POLL_MS);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [api, scope, since, isOn]);

  return found;
}

/**
 * Watching is itself recorded as reading, and would find itself for ever,
 * unless somebody asks for exactly that.
 */
export function withoutOwnReads(q: string | undefined): string {
  return q?.includes('event-read') ? q : `${q ?? ''} -event:event-read`.trim();
}
