import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditEvent,
  CompleteTo,
  ListEventsQuery,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';
import { mergeNewer } from './mergeNewer';

const PAGE_SIZE = 200;

/** The events that a query found so far. */
export interface EventsState {
  /** Newest first. */
  events: AuditEvent[];
  /** `more` is a further page, `failed` says which of the reads did. */
  status: 'loading' | 'loaded' | 'loading-more' | 'failed';
  error?: Error;
  /** Older events are left to be read. */
  hasMore: boolean;
  /** Newer events are left to be read, after a jump to a time. */
  hasNewer: boolean;
  /** How many rows came above those that were there first. */
  shift: number;
  /** The row at which to begin, after a jump to a time. */
  anchor: number;
  completeTo?: CompleteTo;
}

/** Which events to read: a query and its bounds in time. */
export type EventsQuery = Pick<ListEventsQuery, 'q' | 'from' | 'to' | 'search'>;

/** What can be done with the events that were read. */
export interface EventsActions {
  loadMore: () => void;
  loadNewer: () => void;
  /** Puts events that were appended since above the others. */
  add: (events: AuditEvent[]) => void;
  /** Starts over. */
  retry: () => void;
}

const initial: EventsState = {
  events: [],
  status: 'loading',
  hasMore: false,
  hasNewer: false,
  shift: 0,
  anchor: 0,
};

interface Cursors {
  older: string | null;
  newer: string | null;
  /** Where the events end that are newer than the time of a jump. */
  newerTo: string;
}

/**
 * Reads events newest first, page by page. A new query starts over and aborts
 * what is under way.
 *
 * @param query - must be stable between renders (`useMemo`)
 * @param at - begins at this time, ISO 8601, and reads both ways
 */
export function useEvents(
  query: EventsQuery,
  at?: string,
): EventsState & EventsActions {
  const api = useApi(auditLogApiRef);
  const [state, setState] = useState<EventsState>(initial);
  const cursors = useRef<Cursors>({ older: null, newer: null, newerTo: '' });
  const running = useRef<AbortController>();

  /** Runs one read at a time; a further one aborts it. */
  const run = useCallback(
    async (
      begin: (before: EventsState) => EventsState,
      read: (signal: AbortSignal) => Promise<(s: EventsState) => EventsState>,
    ) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState(begin);
      try {
        const apply = await read(controller.signal);
        if (!controller.signal.aborted) {
          setState(apply);
        }
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
    [],
  );

  const readOlder = useCallback(
    async (signal: AbortSignal, cursor?: string) => {
      const page = await api.listEvents(
        {
          ...query,
          ...(at && { to: at }),
          order: 'desc',
          limit: PAGE_SIZE,
          cursor,
        },
        signal,
      );
      if (!signal.aborted) {
        cursors.current.older = page.nextCursor;
      }
      return page;
    },
    [api, query, at],
  );

  const readNewer = useCallback(
    async (signal: AbortSignal, cursor?: string) => {
      const { newerTo: to } = cursors.current;
      const page = await api.listEvents(
        { ...query, from: at, to, order: 'asc', limit: PAGE_SIZE, cursor },
        signal,
      );
      if (!signal.aborted) {
        cursors.current.newer = page.nextCursor;
      }
      return page.items.reverse();
    },
    [api, query, at],
  );

  const start = useCallback(
    () =>
      run(
        () => initial,
        async signal => {
          const newerTo = query.to ?? new Date().toISOString();
          cursors.current = { older: null, newer: null, newerTo };
          const [page, newer] = await Promise.all([
            readOlder(signal),
            at ? readNewer(signal) : [],
          ]);
          return () => ({
            events: [...newer, ...page.items],
            status: 'loaded',
            hasMore: page.nextCursor !== null,
            hasNewer: cursors.current.newer !== null,
            shift: 0,
            anchor: newer.length,
            completeTo: page.completeTo,
          });
        },
      ),
    [run, query, at, readOlder, readNewer],
  );

  useEffect(() => {
    start();
    return () => running.current?.abort();
  }, [start]);

  const loadMore = useCallback(() => {
    const { older } = cursors.current;
    if (!running.current && older !== null) {
      run(loadingMore, async signal => {
        const page = await readOlder(signal, older);
        return before => ({
          ...before,
          events: [...before.events, ...page.items],
          status: 'loaded',
          hasMore: page.nextCursor !== null,
          completeTo: page.completeTo,
        });
      });
    }
  }, [run, readOlder]);

  const loadNewer = useCallback(() => {
    const { newer } = cursors.current;
    if (!running.current && newer !== null) {
      run(loadingMore, async signal => {
        const items = await readNewer(signal, newer);
        return before => ({
          ...before,
          events: [...items, ...before.events],
          status: 'loaded',
          hasNewer: cursors.current.newer !== null,
          shift: before.shift + items.length,
        });
      });
    }
  }, [run, readNewer]);

  const add = useCallback((events: AuditEvent[]) => {
    setState(before => {
      const merged = mergeNewer(before.events, events);
      const grown = Math.max(0, merged.length - before.events.length);
      return { ...before, events: merged, shift: before.shift + grown };
    });
  }, []);

  return { ...state, loadMore, loadNewer, add, retry: start };
}

function loadingMore(before: EventsState): EventsState {
  return { ...before, status: 'loading-more', error: undefined };
}
