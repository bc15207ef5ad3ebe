import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import {
  EventsActions,
  EventsQuery,
  EventsState,
  useActiveRow,
  useEvents,
} from '../events';
import { resolveRange } from '../range';
import { newId, useLatest } from '../shared';
import { MOST_WAITING } from './useLiveEvents';
import {
  ExplorerState,
  readExplorerState,
  writeExplorerState,
} from './explorerState';

/** The explorer's state, what it found, and the ways to change it. */
export interface Explorer {
  state: ExplorerState;
  change: (next: Partial<ExplorerState>) => void;
  changeQuery: (q: string) => void;
  /** Query and bounds of what is shown; the same object until they change. */
  scope: EventsQuery;
  found: EventsState & EventsActions;
  /** Reads everything anew, up to now. */
  refresh: () => void;
  /** Begins at a time, ISO 8601, or at the end of the range again. */
  jump: (at: string | undefined) => void;
  /** Shows events that were appended since, and goes to the first. */
  show: (events: AuditEvent[]) => void;
  /** Grows each time the table is to go to its first row. */
  top: number;
  /** Goes to the newest event of the range, whatever was jumped to. */
  toNewest: () => void;
  /** Row that the keyboard moves, where it is loaded. */
  active: number;
  activate: (index: number) => void;
  /** Place of the open event among the loaded ones, or -1. */
  openIndex: number;
  open: (event: AuditEvent | undefined) => void;
}

/** Keeps the explorer's state in the URL and reads what it asks for. */
export function useExplorer(): Explorer {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readExplorerState(params), [params]);
  const [readAt, setReadAt] = useState(() => new Date());

  const rangeKey = JSON.stringify(state.range);
  const scope = useMemo(
    () => ({
      q: state.q || undefined,
      ...resolveRange(JSON.parse(rangeKey), readAt),
      search: newId(),
    }),
    [state.q, rangeKey, readAt],
  );
  const found = useEvents(scope, state.at);
  const { events } = found;
  const [active, setActive] = useActiveRow(found);

  const [top, setTop] = useState(0);
  const onTop = useLatest(() => setActive(0));
  useEffect(() => {
    if (top > 0) {
      onTop();
    }
  }, [top, onTop]);

  const refresh = useCallback(() => setReadAt(new Date()), []);
  const change = useCallback(
    (next: Partial<ExplorerState>) => {
      if (next.range) {
        refresh();
      }
      setParams(before => writeExplorerState(before, next));
    },
    [setParams, refresh],
  );
  const open = useCallback(
    (event: AuditEvent | undefined) =>
      setParams(before => writeExplorerState(before, { event: event?.id }), {
        replace: true,
      }),
    [setParams],
  );

  const jump = (at: string | undefined) => {
    const { from, to } = scope;
    const isOutside =
      at !== undefined &&
      ((from !== undefined && at < from) || (to !== undefined && at > to));
    setReadAt(new Date());
    change({ ...(isOutside && { range: { kind: 'all' } }), at });
  };
  const show = (appended: AuditEvent[]) => {
    if (found.hasNewer || appended.length >= MOST_WAITING) {
      jump(undefined);
    } else {
      found.add(appended);
      setTop(count => count + 1);
    }
  };

  return {
    state,
    change,
    changeQuery: q => change({ q }),
    scope,
    found,
    refresh,
    jump,
    show,
    top,
    toNewest: () => (state.at ? jump(undefined) : found.toNewest()),
    active,
    activate: index => {
      setActive(index);
      if (state.event) {
        open(events[index]);
      }
    },
    openIndex: state.event
      ? events.findIndex(event => event.id === state.event)
      : -1,
    open,
  };
}
