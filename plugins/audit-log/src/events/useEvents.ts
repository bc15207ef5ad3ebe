import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditEvent,
  CompleteTo,
  ListEventsQuery,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';

const PAGE_SIZE = 200;

/** The events that a query found so far. */
export interface EventsState {
  events: AuditEvent[];
  /** `more` is a further page, `failed` says which of the two reads did. */
  status: 'loading' | 'loaded' | 'loading-more' | 'failed';
  error?: Error;
  hasMore: boolean;
  completeTo?: CompleteTo;
}

/** Which events to read: a query and its bounds in time. */
export type EventsQuery = Pick<ListEventsQuery, 'q' | 'from' | 'to'>;

const initial: EventsState = { events: [], status: 'loading', hasMore: false };

/**
 * Reads events newest first, page by page. A new query starts over and aborts
 * what is under way.
 *
 * @param query - must be stable between renders (`useMemo`)
 */
export function useEvents(query: EventsQuery): EventsState & {
  loadMore: () => void;
  /** Starts over. */
  retry: () => void;
} {
  const api = useApi(auditLogApiRef);
  const [state, setState] = useState<EventsState>(initial);
  const cursor = useRef<string | null>(null);
  const running = useRef<AbortController>();

  const read = useCallback(
    async (from: 'start' | 'cursor') => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState(before =>
        from === 'start'
          ? initial
          : { ...before, status: 'loading-more', error: undefined },
      );
      try {
        const page = await api.listEvents(
          {
            ...query,
            order: 'desc',
            limit: PAGE_SIZE,
            cursor: from === 'cursor' ? cursor.current ?? undefined : undefined,
          },
          controller.signal,
        );
        if (controller.signal.aborted) {
          return;
        }
        cursor.current = page.nextCursor;
        setState(before => ({
          events:
            from === 'start' ? page.items : [...before.events, ...page.items],
          status: 'loaded',
          hasMore: page.nextCursor !== null,
          completeTo: page.completeTo,
        }));
      } catch (error) {
        if (!controller.signal.aborted) {
          setState(before => ({
            ...before,
            status: 'failed',
            error: toError(error),
          }));
        }
      } finally {
        if (running.current === controller) {
          running.current = undefined;
        }
      }
    },
    [api, query],
  );

  useEffect(() => {
    read('start');
    return () => running.current?.abort();
  }, [read]);

  const loadMore = useCallback(() => {
    if (!running.current && cursor.current !== null) {
      read('cursor');
    }
  }, [read]);

  const retry = useCallback(() => {
    read('start');
  }, [read]);

  return { ...state, loadMore, retry };
}
