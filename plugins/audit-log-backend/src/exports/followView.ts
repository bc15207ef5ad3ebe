import { toError } from '@backstage/errors';
import {
  UpdatedView,
  View,
  exportColumnsOfView,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { CheckDraft } from './checkDraft';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { leaveWindowOpen } from './leaveWindowOpen';
import { columnsFor } from './takeFromView';
import { StoredSchedule, draftOf } from './types';
import { withContent } from './withContent';

/** What becomes of the schedules of a view that is changed. */
export interface FollowedView {
  /**
   * Changes the schedules, in the transaction that changes the view; resolves
   * to all that took something from it which is different now.
   */
  apply(trx: Knex.Transaction): Promise<UpdatedView['schedules']>;
}

/**
 * Prepares that schedules follow a change of their view; by itself none does.
 * What can't be exported as the view is now stays as it was.
 *
 * @param options.may - whether who changes the view may change the schedules
 */
export async function followView(
  view: { before: View; after: View; wanted: boolean; may: boolean },
  options: {
    schedules: DatabaseScheduleStore;
    runs: DatabaseRunStore;
    check: CheckDraft;
    clock: () => Date;
  },
): Promise<FollowedView> {
  const { before, after, wanted, may } = view;
  const { schedules, runs, check, clock } = options;
  if (!isExportedDifferently(before, after)) {
    return { apply: async () => [] };
  }
  const reasons = new Map<string, string>();
  const found = (await schedules.list()).filter(
    ({ viewId }) => viewId === after.id,
  );
  for (const schedule of found) {
    const reason = await reasonToKeep(schedule, {
      ...{ before, after, wanted, may },
      check,
    });
    if (reason !== undefined) {
      reasons.set(schedule.id, reason);
    }
  }
  return {
    apply: async trx => {
      const results: UpdatedView['schedules'] = [];
      for (const schedule of found) {
        let reason = reasons.get(schedule.id);
        if (reason === undefined) {
          const next = await schedules.update(
            schedule.id,
            present => {
              if (present.version !== schedule.version) {
                reason = 'Somebody else changed it meanwhile';
                return present;
              }
              return {
                ...withContent(present, contentOf(present, { before, after })),
                updatedAt: clock().toISOString(),
                version: present.version + 1,
              };
            },
            trx,
          );
          reason ??= next ? undefined : 'It was deleted meanwhile';
          if (reason === undefined) {
            await giveWay(schedule.id, { schedules, runs, clock, trx });
          }
        }
        const { id, name, owner } = schedule;
        results.push({
          ...{ id, name, owner },
          updated: reason === undefined,
          reason: reason ?? null,
        });
      }
      return results;
    },
  };
}

/**
 * Closes a run that waits or has failed, which would go on with what was taken
 * before; the next one takes its range.
 */
async function giveWay(
  id: string,
  options: {
    schedules: DatabaseScheduleStore;
    runs: DatabaseRunStore;
    clock: () => Date;
    trx: Knex.Transaction;
  },
): Promise<void> {
  const { schedules, runs, clock, trx } = options;
  const run = await runs.unfinished(id, trx);
  const at = clock().toISOString();
  const change = {
    status: 'canceled' as const,
    finishedAt: at,
    retryAt: null,
  };
  if (run && (await runs.updateUnclaimed(run, change, trx))) {
    await schedules.update(
      id,
      present => ({ ...leaveWindowOpen(run, present), nextDueAt: at }),
      trx,
    );
  }
}

function isExportedDifferently(before: View, after: View): boolean {
  const columns = [before, after].map(view =>
    JSON.stringify(exportColumnsOfView(view.columns)),
  );
  return before.query !== after.query || columns[0] !== columns[1];
}

async function reasonToKeep(
  schedule: StoredSchedule,
  options: {
    before: View;
    after: View;
    wanted: boolean;
    may: boolean;
    check: CheckDraft;
  },
): Promise<string | undefined> {
  const { before, wanted, may, check } = options;
  if (schedule.viewVersion === null && schedule.query !== before.query) {
    return 'It has a query of its own';
  }
  if (!wanted) {
    return 'It keeps what it took from the view before';
  }
  if (!may) {
    return 'Only who manages exports may change it';
  }
  return check({ ...draftOf(schedule), ...contentOf(schedule, options) }).then(
    () => undefined,
    error => toError(error).message,
  );
}

/** A schedule's content, with what it takes from its view taken anew. */
function contentOf(
  schedule: StoredSchedule,
  { before, after }: { before: View; after: View },
) {
  const { output, coverage } = schedule;
  const { format, columns } = output;
  const isOfView =
    JSON.stringify(columns) === JSON.stringify(columnsFor(format, before));
  return {
    ...draftOf(schedule),
    coverage,
    query: after.query,
    viewVersion: after.version,
    output: {
      ...output,
      columns: isOfView ? columnsFor(format, after) : columns,
    },
  };
}
