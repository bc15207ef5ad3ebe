import {
  AuditEvent,
  CompleteTo,
  ListEventsQuery,
  ListEventsResponse,
  withoutAmended,
} from 'backstage-plugin-audit-log-common';
import { mergeNewer } from './mergeNewer';

/** More rows than these are not kept: their far end is left, and read again. */
export const MOST_ROWS = 2_000;
/** What is kept then, so that not every page leaves something. */
export const ROWS_KEPT = 1_400;

/** One end of the loaded rows. */
export interface Edge {
  /** Further events are to be read beyond it. */
  hasMore: boolean;
  /** Where the last read in this direction ended; null after rows were left. */
  cursor: string | null;
}

/** The row at which a list begins to be shown, and where in the table. */
export interface Beginning {
  row: number;
  align: 'start' | 'center' | 'end';
  /** That of the list as it began. */
  shift: number;
}

/** The loaded part of a list of events that may be of any length. */
export interface EventWindow {
  /** Newest first, without a gap. */
  events: AuditEvent[];
  older: Edge;
  newer: Edge;
  /** How many rows were loaded above the first one, and left since. */
  skipped: number;
  /** Grows by each row that comes above the others, shrinks by each left. */
  shift: number;
  /** Another object whenever the list begins anew, at another place. */
  beginning: Beginning;
  /** Events that started at this time or later are no part of the list. */
  until: string;
  /** Up to where the list is complete, as of when it began. */
  completeTo?: CompleteTo;
}

/** What of a page counts here. */
export type Page = Pick<ListEventsResponse, 'items' | 'nextCursor'>;

/** The order, bounds and cursor of a page that is to be read. */
export type PageRequest = Pick<
  ListEventsQuery,
  'order' | 'from' | 'to' | 'cursor'
>;

const nothingMore: Edge = { hasMore: false, cursor: null };
const left: Edge = { hasMore: true, cursor: null };

/** A list that begins with its newest events. */
export function atNewest(
  page: ListEventsResponse,
  options: { shift: number; until: string },
): EventWindow {
  return {
    events: page.items,
    older: edgeAfter(page),
    newer: nothingMore,
    skipped: 0,
    shift: options.shift,
    beginning: { row: 0, align: 'start', shift: options.shift },
    until: untilAfter(page.items, options.until),
    completeTo: page.completeTo,
  };
}

/** A list that begins with its oldest events, which `page` has oldest first. */
export function atOldest(
  page: Page,
  options: Pick<EventWindow, 'shift' | 'until' | 'completeTo'>,
): EventWindow {
  return {
    ...options,
    events: [...page.items].reverse(),
    older: nothingMore,
    newer: edgeAfter(page),
    skipped: 0,
    beginning: {
      row: page.items.length - 1,
      align: 'end',
      shift: options.shift,
    },
  };
}

/** A list that begins at a time, with a page read in each direction. */
export function atTime(
  pages: { older: ListEventsResponse; newer: ListEventsResponse },
  options: { shift: number; until: string },
): EventWindow {
  const { older, newer } = pages;
  return {
    ...options,
    events: [...[...newer.items].reverse(), ...older.items],
    older: edgeAfter(older),
    newer: edgeAfter(newer),
    skipped: 0,
    beginning: {
      row: newer.items.length,
      align: 'center',
      shift: options.shift,
    },
    // Both were read at once: it is complete to where the earlier one was.
    completeTo: earlierOf(older.completeTo, newer.completeTo),
  };
}

/** What to read next below the last row. */
export function olderRequest(
  window: EventWindow,
  bounds: { from?: string; to?: string },
): PageRequest {
  const { events, older } = window;
  const last = events[events.length - 1];
  return {
    order: 'desc',
    ...bounds,
    // A cursor goes on by itself; else from the last row, others of whose
    // millisecond may be left.
    ...(older.cursor === null && last && { to: justAfter(last.startedAt) }),
    cursor: older.cursor ?? undefined,
  };
}

/** What to read next above the first row. */
export function newerRequest(
  window: EventWindow,
  bounds: { from?: string },
): PageRequest {
  const { events, newer, until } = window;
  return {
    order: 'asc',
    from: newer.cursor === null ? events[0]?.startedAt : bounds.from,
    to: until,
    cursor: newer.cursor ?? undefined,
  };
}

/** Puts a page below the last row, and leaves rows far above it. */
export function withOlder(window: EventWindow, page: Page): EventWindow {
  const fresh = freshOf(window.events, page.items);
  const events = withoutAmended([...window.events, ...fresh], []);
  const next = { ...window, events, older: edgeAfter(page) };
  if (events.length <= MOST_ROWS) {
    return next;
  }
  const excess = events.length - ROWS_KEPT;
  return {
    ...next,
    events: events.slice(excess),
    newer: left,
    skipped: window.skipped + excess,
    shift: window.shift - excess,
  };
}

/** Puts a page, oldest first, above the first row, and leaves rows far below. */
export function withNewer(window: EventWindow, page: Page): EventWindow {
  const fresh = freshOf(window.events, page.items).reverse();
  const rest = withoutAmended(window.events, fresh);
  const grown = fresh.length + rest.length - window.events.length;
  const newer = edgeAfter(page);
  return leaveOldest({
    ...window,
    events: [...fresh, ...rest],
    newer,
    skipped: newer.hasMore ? Math.max(0, window.skipped - fresh.length) : 0,
    shift: window.shift + grown,
  });
}

/** Puts events that were appended since in their places. */
export function withAppended(
  window: EventWindow,
  appended: AuditEvent[],
): EventWindow {
  const events = mergeNewer(window.events, appended);
  const grown = Math.max(0, events.length - window.events.length);
  return leaveOldest({
    ...window,
    events,
    shift: window.shift + grown,
    until: untilAfter(events, window.until),
  });
}

function leaveOldest(window: EventWindow): EventWindow {
  return window.events.length <= MOST_ROWS
    ? window
    : { ...window, events: window.events.slice(0, ROWS_KEPT), older: left };
}

function edgeAfter(page: Page): Edge {
  return { hasMore: page.nextCursor !== null, cursor: page.nextCursor };
}

/** Where rows were left, the next page begins with some that are known. */
function freshOf(known: AuditEvent[], items: AuditEvent[]): AuditEvent[] {
  const ids = new Set(known.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}

function untilAfter(events: AuditEvent[], until: string): string {
  const newest = events[0] ? justAfter(events[0].startedAt) : until;
  return newest > until ? newest : until;
}

function justAfter(iso: string): string {
  return new Date(Date.parse(iso) + 1).toISOString();
}

function earlierOf(one: CompleteTo, other: CompleteTo): CompleteTo {
  return Number(one.sequence) <= Number(other.sequence) ? one : other;
}
