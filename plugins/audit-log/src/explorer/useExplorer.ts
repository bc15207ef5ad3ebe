import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EventsQuery, EventsState, useEvents } from '../events';
import { resolveRange } from '../range';
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
  found: EventsState & { loadMore: () => void };
  /** Reads everything anew, up to now. */
  refresh: () => void;
  /** When the range was last resolved: relative ranges end then. */
  readAt: Date;
  /** Row that the keyboard moves. */
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
  const [active, setActive] = useState(0);

  const rangeKey = JSON.stringify(state.range);
  const scope = useMemo(
    () => ({
      q: state.q || undefined,
      ...resolveRange(JSON.parse(rangeKey), readAt),
    }),
    [state.q, rangeKey, readAt],
  );
  const found = useEvents(scope);
  const { events } = found;

  const refresh = useCallback(() => {
    setActive(0);
    setReadAt(new Date());
  }, []);
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

  return {
    state,
    change,
    changeQuery: q => {
      setActive(0);
      change({ q });
    },
    scope,
    found,
    refresh,
    readAt,
    active,
    activate: index => {
      setActive(index);
      if (state.event) {
        open(events[index]);
      }
    },
    openIndex: events.findIndex(event => event.id === state.event),
    open,
  };
}
