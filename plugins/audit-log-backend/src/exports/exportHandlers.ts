import { JsonObject } from '@backstage/types';
import {
  ExportPreview,
  ExportSchedule,
  ExportScheduleDraft,
  exportScheduleSchema,
  matchesSchedulesQuery,
  nextTicks,
  TestedCondition,
  testConditionSchema,
} from 'backstage-plugin-audit-log-common';
import { z } from 'zod';
import { VisibleEvents } from '../reading';
import { Handlers } from '../rooms';
import { changeSchedules } from './changeSchedules';
import { queryWarnings } from './checkDraft';
import { ExportRuns } from './ExportRuns';
import { ExportSchedules } from './ExportSchedules';
import { toWireRun } from './runRows';
import { StoredRun, StoredSchedule, draftOf } from './types';

function toWire(schedule: StoredSchedule): ExportSchedule {
  return exportScheduleSchema.strip().parse({
    ...schedule,
    warnings: queryWarnings(schedule),
    nextDueAt: nextDueAt(schedule),
  });
}

/**
 * When a schedule is due next. What is overdue begins within seconds, and whoever
 * watches looks again for it; but where a run failed, it waits for that, and the
 * next one is not in the past.
 */
function nextDueAt(schedule: StoredSchedule): string | null {
  const { status, cadence, timeZone, failuresInARow } = schedule;
  if (status !== 'active' || schedule.nextDueAt === null) {
    return null;
  }
  const now = new Date();
  return failuresInARow === 0 || schedule.nextDueAt > now.toISOString()
    ? schedule.nextDueAt
    : nextTicks(cadence, timeZone, now, 1)[0].toISOString();
}

/** What an own event tells of a schedule. */
function facts(schedule: StoredSchedule): JsonObject {
  return { ...draftOf(schedule), status: schedule.status } as JsonObject;
}

/** The part of it that actions change. */
function statusOf({ id, name, status }: StoredSchedule): JsonObject {
  return { id, name, status };
}

/** What an own event tells of a run. */
function runOf({ spec, number, status }: StoredRun): JsonObject {
  return { name: spec.scheduleName, run: number, status };
}

/** The last run of a schedule, where there was none. */
function noRunOf({ name }: StoredSchedule): JsonObject {
  return { name, run: null, status: null };
}

/** Export schedules and their runs. */
export function exportHandlers(options: {
  schedules: ExportSchedules;
  runs: ExportRuns;
  preview(
    draft: ExportScheduleDraft,
    asked: { events: VisibleEvents; id?: string },
  ): Promise<ExportPreview>;
  testCondition(
    draft: z.output<typeof testConditionSchema>,
    asked: { events: VisibleEvents },
  ): Promise<TestedCondition>;
}): Handlers<
  | 'listSchedules'
  | 'createSchedule'
  | 'previewSchedule'
  | 'testCondition'
  | 'changeSchedules'
  | 'getSchedule'
  | 'updateSchedule'
  | 'deleteSchedule'
  | 'sendNow'
  | 'pauseSchedule'
  | 'resumeSchedule'
  | 'listRuns'
  | 'retryRun'
  | 'cancelRun'
> {
  const { schedules, runs, preview, testCondition } = options;
  return {
    listSchedules: async ({ query }) => ({
      items: (await schedules.list())
        .map(toWire)
        .filter(schedule => matchesSchedulesQuery(schedule, query)),
    }),

    createSchedule: async ({ body, caller, note }) => {
      const after = await schedules.create(body, { by: caller.ref });
      note({ id: after.id, after: facts(after) });
      return toWire(after);
    },

    previewSchedule: ({ query, body, events }) =>
      preview(body, { events, id: query.id }),

    testCondition: ({ body, events }) => testCondition(body, { events }),

    changeSchedules: async ({ body, caller, note }) => {
      const { items, before, after } = await changeSchedules(body, {
        schedules,
        by: caller.ref,
      });
      note({
        action: body.action,
        schedules: items,
        before: before.map(body.action === 'delete' ? facts : statusOf),
        ...(after.length > 0 && {
          after: after.map(done =>
            'spec' in done ? runOf(done) : statusOf(done),
          ),
        }),
      });
      return { items };
    },

    getSchedule: async ({ params }) => toWire(await schedules.get(params.id)),

    updateSchedule: async ({ params, body, version, note }) => {
      const { before, after } = await schedules.update(
        params.id,
        body,
        version,
      );
      note({ before: facts(before), after: facts(after) });
      return toWire(after);
    },

    deleteSchedule: async ({ params, note }) => {
      const before = await schedules.delete(params.id);
      note({ before: facts(before) });
      return toWire(before);
    },

    sendNow: async ({ params, caller, note }) => {
      const schedule = await schedules.get(params.id);
      const [last] = await runs.list(params.id, { limit: 1 });
      const run = await schedules.sendNow(params.id, caller.ref);
      note({
        runId: run.id,
        before: last ? runOf(last) : noRunOf(schedule),
        after: runOf(run),
      });
      return toWireRun(run);
    },

    pauseSchedule: async ({ params, caller, note }) => {
      const before = await schedules.get(params.id);
      const after = await schedules.pause(params.id, `Paused by ${caller.ref}`);
      note({ before: statusOf(before), after: statusOf(after) });
      return toWire(after);
    },

    resumeSchedule: async ({ params, note }) => {
      const before = await schedules.get(params.id);
      const after = await schedules.resume(params.id);
      note({ before: statusOf(before), after: statusOf(after) });
      return toWire(after);
    },

    listRuns: async ({ params, query }) => {
      await schedules.get(params.id);
      const found = await runs.list(params.id, {
        below: query.before,
        limit: query.limit + 1,
      });
      const items = found.slice(0, query.limit);
      return {
        items: items.map(toWireRun),
        nextBefore:
          found.length > query.limit ? items.at(-1)?.number ?? null : null,
      };
    },

    retryRun: async ({ params, note }) => {
      const before = await runs.get(params.id);
      await schedules.requireRunnable(await schedules.get(before.scheduleId));
      const run = await runs.retry(params.id);
      note({ before: runOf(before), after: runOf(run) });
      return toWireRun(run);
    },

    cancelRun: async ({ params, note }) => {
      const before = await runs.get(params.id);
      const run = await runs.cancel(params.id);
      note({ before: runOf(before), after: runOf(run) });
      return toWireRun(run);
    },
  };
}
