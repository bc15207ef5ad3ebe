import { RefObject, useCallback, useEffect, useLayoutEffect } from 'react';
import { VirtualItem, useVirtualizer } from '@tanstack/react-virtual';
import { EventsState } from '../events';

/** A page is read ahead when so few rows are left beyond what is visible. */
const READ_AHEAD_ROWS = 40;

/** The rows that exist in the document, and what moves among them. */
export interface EventRows {
  rows: VirtualItem[];
  /** Height of all loaded rows, in pixels. */
  height: number;
  scrollTo: (index: number) => void;
  /** The first row that is fully visible. */
  firstVisible: () => number;
  /** How many rows a page of the keyboard has. */
  pageSize: () => number;
}

/**
 * Has only rows in view in the document, keeps what is read in its place
 * while rows come and go above it, and reads on at both ends.
 */
export function useEventRows(options: {
  state: EventsState;
  scroller: RefObject<HTMLDivElement>;
  rowHeight: number;
  /** Height of what covers the first row, in pixels. */
  headerHeight: number;
  onLoadMore: () => void;
  onLoadNewer: () => void;
  /** A new number scrolls to the first row. */
  top?: number;
}): EventRows {
  const { state, scroller, rowHeight, headerHeight, top = 0 } = options;
  const { onLoadMore, onLoadNewer } = options;
  const { events, hasMore, hasNewer, status, beginning } = state;

  const virtualizer = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => events[index].id, [events]),
    // What is in view is found again by its key when rows come or go above.
    anchorTo: 'end',
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headerHeight,
    scrollPaddingEnd: rowHeight,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  useLayoutEffect(() => {
    const { row, align } = beginning;
    virtualizer.scrollToIndex(row, { align });
    // Later readers scroll themselves.
  }, [virtualizer, beginning]);
  useLayoutEffect(() => {
    if (top > 0) {
      virtualizer.scrollToOffset(0);
    }
  }, [virtualizer, top]);

  const visible = () => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    return {
      first: Math.floor(scrollTop / rowHeight),
      last: Math.floor((scrollTop + clientHeight - headerHeight) / rowHeight),
      count: Math.floor((clientHeight - headerHeight) / rowHeight),
    };
  };
  const rows = virtualizer.getVirtualItems();
  const firstDrawn = rows[0]?.index;
  const lastDrawn = rows[rows.length - 1]?.index;
  useEffect(() => {
    const { first, last } = visible();
    if (status !== 'loaded' || firstDrawn === undefined) {
      return;
    }
    if (hasMore && last >= events.length - READ_AHEAD_ROWS) {
      onLoadMore();
    } else if (hasNewer && first <= READ_AHEAD_ROWS) {
      onLoadNewer();
    }
    // The rows drawn change with what is visible.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [firstDrawn, lastDrawn, events, hasMore, hasNewer, status]);

  return {
    rows,
    height: virtualizer.getTotalSize(),
    scrollTo: index => virtualizer.scrollToIndex(index),
    firstVisible: () => visible().first,
    pageSize: () => Math.max(1, visible().count - 1),
  };
}
