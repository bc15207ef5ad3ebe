import { useCallback, useEffect, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { ExportRun } from 'backstage-plugin-audit-log-common';
import { exportsApiRef } from '../shared';
import { isMoving } from './runFacts';

const PAGE = 25;
/** A run that moves is looked at this often. */
const POLL_MS = 2_000;

/** Runs of a schedule, newest first. */
export interface Runs {
  items?: ExportRun[];
  error?: Error;
  hasMore: boolean;
  reload: () => void;
  loadMore: () => void;
}

/**
 * Reads the runs of a schedule, and again and again while one of them moves.
 *
 * @param onSettled - called when a run that moved has come to its end
 */
export function useRuns(scheduleId: string, onSettled: () => void): Runs {
  const api = useApi(exportsApiRef);
  const [items, setItems] = useState<ExportRun[]>();
  const [hasMore, setHasMore] = useState(false);
  const [error, setError] = useState<Error>();
  const [attempt, setAttempt] = useState(0);

  const merge = useCallback((page: ExportRun[]) => {
    setItems((before = []) => {
      const known = new Map(before.map(run => [run.id, run]));
      page.forEach(run => known.set(run.id, run));
      return [...known.values()].sort((a, b) => b.number - a.number);
    });
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout>;
    let wasMoving = false;
    let isFirst = true;
    const read = async () => {
      try {
        const page = await api.listRuns(scheduleId, { limit: PAGE }, signal);
        if (signal.aborted) {
          return;
        }
        merge(page.items);
        setError(undefined);
        if (isFirst) {
          setHasMore(page.nextBefore !== null);
          isFirst = false;
        }
        const isNowMoving = page.items.some(isMoving);
        if (wasMoving && !isNowMoving) {
          onSettled();
        }
        wasMoving = isNowMoving;
        if (isNowMoving) {
          timer = setTimeout(read, POLL_MS);
        }
      } catch (cause) {
        if (!signal.aborted) {
          setError(toError(cause));
        }
      }
    };
    read();
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, scheduleId, attempt, merge, onSettled]);

  const oldest = items?.at(-1)?.number;
  return {
    items,
    error,
    hasMore,
    reload: useCallback(() => setAttempt(count => count + 1), []),
    loadMore: useCallback(async () => {
      try {
        const page = await api.listRuns(scheduleId, {
          before: oldest,
          limit: PAGE,
        });
        merge(page.items);
        setHasMore(page.nextBefore !== null);
      } catch (cause) {
        setError(toError(cause));
      }
    }, [api, scheduleId, oldest, merge]),
  };
}
