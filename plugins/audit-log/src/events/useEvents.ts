import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditEvent,
  CompleteTo,
  ListEventsQuery,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';
import {
  Beginning,
  EventWindow,
  PageRequest,
  atNewest,
  atOldest,
  atTime,
  newerRequest,
  olderRequest,
  withAppended,
  withNewer,
  withOlder,
} from './eventWindow';

const PAGE_SIZE = 200;

/** The events of a query that are loaded: a part of the list, without a gap. */
export interface EventsState {
  /** Newest first. */
  events: AuditEvent[];
  /** `loading-more` is a further page, `failed` says which of the reads did. */
  status: 'loading' | 'loaded' | 'loading-more' | 'failed';
  error?: Error;
  /** Older events are left to be read. */
  hasMore: boolean;
  /** Newer events are left to be read. */
  hasNewer: boolean;
  /** How many rows were loaded above the first one, and left since. */
  skipped: number;
  /** Grows by each row that comes above the others, shrinks by each left. */
  shift: number;
  /** Another object whenever the list begins anew, at another place. */
  beginning: Beginning;
  /** Up to where the list is complete, as of when it began. */
  completeTo?: CompleteTo;
}

/** Which events to read: a query and its bounds in time. */
export type EventsQuery = Pick<ListEventsQuery, 'q' | 'from' | 'to' | 'search'>;

/** What can be done with the events that were read. */
export interface EventsActions {
  loadMore: () => void;
  loadNewer: () => void;
  /** Begins anew at the newest event, and keeps the rows until it is read. */
  toNewest: () => void;
  /** Begins anew at the oldest event, and keeps the rows until it is read. */
  toOldest: () => void;
  /** Puts events that were appended since above the others. */
  add: (events: AuditEvent[]) => void;
  /** Repeats the read that failed. */
  retry: () => void;
}

interface Reading {
  window: EventWindow;
  status: EventsState['status'];
  error?: Error;
}

const empty: EventWindow = {
  events: [],
  older: { hasMore: false, cursor: null },
  newer: { hasMore: false, cursor: null },
  skipped: 0,
  shift: 0,
  beginning: { row: 0, align: 'start', shift: 0 },
  until: '',
};

type Change = (window: EventWindow) => EventWindow;

/**
 * Reads events newest first, page by page, in both directions. A new query
 * starts over and aborts what is under way. However far the reader goes, a
 * bounded number of rows is loaded.
 *
 * @param query - must be stable between renders (`useMemo`)
 * @param at - begins at this time, ISO 8601
 */
export function useEvents(
  query: EventsQuery,
  at?: string,
): EventsState & EventsActions {
  const api = useApi(auditLogApiRef);
  const [reading, setReading] = useState<Reading>({
    window: empty,
    status: 'loading',
  });
  const latest = useRef(reading);
  latest.current = reading;
  const running = useRef<AbortController>();
  const repeat = useRef<() => void>();

  /** Runs one read at a time; a further one aborts it. */
  const run = useCallback(
    async (
      begin: (before: Reading) => Reading,
      read: (signal: AbortSignal) => Promise<Change>,
    ) => {
      repeat.current = () => run(begin, read);
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setReading(begin);
      try {
        const change = await read(controller.signal);
        if (!controller.signal.aborted) {
          setReading(({ window }) => ({
            window: change(window),
            status: 'loaded',
          }));
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setReading(({ window }) => ({
            window,
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

  const readPage = useCallback(
    (request: PageRequest, signal: AbortSignal) =>
      api.listEvents({ ...query, limit: PAGE_SIZE, ...request }, signal),
    [api, query],
  );

  const start = useCallback(
    () =>
      run(
        () => ({ window: empty, status: 'loading' }),
        async signal => {
          const until = query.to ?? new Date().toISOString();
          const options = { shift: 0, until };
          if (!at) {
            const page = await readPage({ order: 'desc' }, signal);
            return () => atNewest(page, options);
          }
          const [older, newer] = await Promise.all([
            readPage({ order: 'desc', to: at }, signal),
            readPage({ order: 'asc', from: at, to: until }, signal),
          ]);
          return () => atTime({ older, newer }, options);
        },
      ),
    [run, query, at, readPage],
  );

  useEffect(() => {
    start();
    return () => running.current?.abort();
  }, [start]);

  const loadMore = useCallback(() => {
    const { window } = latest.current;
    if (!running.current && window.older.hasMore) {
      run(loadingMore, async signal => {
        const { from, to } = query;
        const request = olderRequest(window, { from, to });
        const page = await readPage(request, signal);
        return before => withOlder(before, page);
      });
    }
  }, [run, query, readPage]);

  const loadNewer = useCallback(() => {
    const { window } = latest.current;
    if (!running.current && window.newer.hasMore) {
      run(loadingMore, async signal => {
        const request = newerRequest(window, { from: query.from });
        const page = await readPage(request, signal);
        return before => withNewer(before, page);
      });
    }
  }, [run, query, readPage]);

  const toNewest = useCallback(
    () =>
      run(loadingMore, async signal => {
        const page = await readPage({ order: 'desc' }, signal);
        return ({ shift, until }) => atNewest(page, { shift, until });
      }),
    [run, readPage],
  );

  const toOldest = useCallback(
    () =>
      run(loadingMore, async signal => {
        const { until: to } = latest.current.window;
        const page = await readPage({ order: 'asc', to }, signal);
        // What was appended since the list began is no part of it yet.
        return ({ shift, until, completeTo }) =>
          atOldest(page, { shift, until, completeTo });
      }),
    [run, readPage],
  );

  const add = useCallback((events: AuditEvent[]) => {
    setReading(before => ({
      ...before,
      window: withAppended(before.window, events),
    }));
  }, []);

  const { window, status, error } = reading;
  return {
    events: window.events,
    status,
    error,
    hasMore: window.older.hasMore,
    hasNewer: window.newer.hasMore,
    skipped: window.skipped,
    shift: window.shift,
    beginning: window.beginning,
    completeTo: window.completeTo,
    loadMore,
    loadNewer,
    toNewest,
    toOldest,
    add,
    retry: useCallback(() => repeat.current?.(), []),
  };
}

function loadingMore({ window }: Reading): Reading {
  return { window, status: 'loading-more' };
}
