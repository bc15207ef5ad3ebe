import { useCallback, useEffect, useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  ExportSchedule,
  StorageIntegration,
  View,
} from 'backstage-plugin-audit-log-common';
import {
  Loaded,
  auditLogApiRef,
  exportsApiRef,
  integrationsApiRef,
  useLoaded,
  useMe,
} from '../shared';

/** A run that is under way is looked at this often. */
const MOVING_MS = 3_000;
/** What is due is claimed within seconds; then the list is read again. */
const CLAIM_MS = 8_000;
/** The longest that a browser's timer can wait. */
const LONGEST_MS = 2_147_000_000;

/** What the list shows. */
export interface ScheduleList {
  schedules: ExportSchedule[];
  views: View[];
  /** Undefined for readers who may not list them. */
  integrations: StorageIntegration[] | undefined;
}

/**
 * Reads the schedules, and again when one of them runs or comes due. Every
 * read is itself an event of the audit log, so none is made without a reason.
 */
export function useSchedules(): Loaded<ScheduleList> & { reload: () => void } {
  const api = useApi(auditLogApiRef);
  const exportsApi = useApi(exportsApiRef);
  const integrationsApi = useApi(integrationsApiRef);
  const { mayManageStorage } = useMe();
  const ground = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const [views, integrations] = await Promise.all([
          api.listViews(signal),
          mayManageStorage
            ? integrationsApi.listIntegrations(signal)
            : undefined,
        ]);
        return { views: views.items, integrations: integrations?.items };
      },
      [api, integrationsApi, mayManageStorage],
    ),
  );
  const list = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await exportsApi.listSchedules({}, signal)).items,
      [exportsApi],
    ),
  );

  useNextLook(list.status === 'loaded' ? list.value : undefined, list.reload);

  return useMemo(() => {
    const failed = [ground, list].find(each => each.status === 'failed');
    const value =
      ground.value && list.value
        ? { schedules: list.value, ...ground.value }
        : undefined;
    const reloadAll = () => {
      if (ground.status === 'failed') {
        ground.reload();
      }
      list.reload();
    };
    if (failed?.status === 'failed') {
      return {
        status: 'failed' as const,
        error: failed.error,
        value,
        reload: reloadAll,
      };
    }
    return value && list.status === 'loaded'
      ? { status: 'loaded' as const, value, reload: reloadAll }
      : { status: 'loading' as const, value, reload: reloadAll };
  }, [ground, list]);
}

/**
 * Calls `look` when schedules will look different by themselves.
 *
 * @param schedules - as they were read last, undefined while they are read
 */
export function useNextLook(
  schedules: ExportSchedule[] | undefined,
  look: () => void,
): void {
  useEffect(() => {
    if (!schedules) {
      return undefined;
    }
    const timer = setTimeout(look, nextLookMs(schedules, new Date()));
    return () => clearTimeout(timer);
  }, [schedules, look]);
}

/**
 * Milliseconds after which the list will look different by itself. What should
 * have begun and has not is looked at less and less often.
 */
export function nextLookMs(schedules: ExportSchedule[], now: Date): number {
  const isMoving = schedules.some(({ lastRunStatus }) =>
    ['queued', 'running'].includes(lastRunStatus ?? ''),
  );
  const waits = schedules
    .flatMap(({ nextDueAt }) => (nextDueAt ? [Date.parse(nextDueAt)] : []))
    .map(due => Math.abs(due - now.getTime()) + CLAIM_MS);
  return Math.min(LONGEST_MS, isMoving ? MOVING_MS : LONGEST_MS, ...waits);
}
