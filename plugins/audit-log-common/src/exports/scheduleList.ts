import { z } from 'zod';
import { integrationNameSchema } from '../storage';
import { exportFormatIds } from './formats';
import {
  ExportSchedule,
  exportConditionSchema,
  exportCoverageSchema,
  exportScheduleStatuses,
} from './schedule';

/**
 * Query of `GET /export-schedules`; all that is given must hold. `text` is a
 * part of the name or of the destination, in upper or lower case. `owner` is
 * an entity ref, `viewId` the view that the query was taken from.
 *
 * @public
 */
export const listSchedulesQuerySchema = z.strictObject({
  text: z.string().max(200).optional(),
  status: z.enum(exportScheduleStatuses).optional(),
  owner: z.string().min(1).max(256).optional(),
  viewId: z.uuid().optional(),
  integration: integrationNameSchema.optional(),
  format: z.enum(exportFormatIds).optional(),
});

/** {@inheritDoc listSchedulesQuerySchema} @public */
export type ListSchedulesQuery = z.infer<typeof listSchedulesQuerySchema>;

/**
 * Whether a schedule is among those that a list was asked for.
 *
 * @public
 */
export function matchesSchedulesQuery(
  schedule: ExportSchedule,
  query: ListSchedulesQuery,
): boolean {
  const { text, status, owner, viewId, integration, format } = query;
  const wanted = text?.trim().toLowerCase() ?? '';
  return (
    (status === undefined || schedule.status === status) &&
    (owner === undefined || schedule.owner === owner) &&
    (viewId === undefined || schedule.viewId === viewId) &&
    (integration === undefined || schedule.integration === integration) &&
    (format === undefined || schedule.output.format === format) &&
    [schedule.name, schedule.destination].some(each =>
      each.toLowerCase().includes(wanted),
    )
  );
}

/** What can be done with many schedules at once. @public */
export const bulkScheduleActions = [
  'pause',
  'resume',
  'send-now',
  'delete',
] as const;

/** @public */
export type BulkScheduleAction = (typeof bulkScheduleActions)[number];

/** Most schedules of one call of `POST /export-schedules/bulk`. @public */
export const MAX_BULK_SCHEDULES = 100;

/**
 * Body of `POST /export-schedules/bulk`: one action on many schedules.
 *
 * @public
 */
export const changeSchedulesSchema = z.strictObject({
  action: z.enum(bulkScheduleActions),
  ids: z
    .array(z.uuid())
    .min(1)
    .max(MAX_BULK_SCHEDULES)
    .refine(ids => new Set(ids).size === ids.length, 'must name each id once'),
});

/** {@inheritDoc changeSchedulesSchema} @public */
export type ChangeSchedules = z.infer<typeof changeSchedulesSchema>;

/**
 * What became of each schedule, in the order asked for. One that fails doesn't
 * keep the others from being done. `name` is null where there is no such
 * schedule, `error` is the sentence that the single call would have answered.
 *
 * @public
 */
export const changedSchedulesSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string().nullable(),
      ok: z.boolean(),
      error: z.string().nullable(),
    }),
  ),
});

/** {@inheritDoc changedSchedulesSchema} @public */
export type ChangedSchedules = z.infer<typeof changedSchedulesSchema>;

/** Rows that a test of a condition counts at most. @public */
export const MAX_CONDITION_ROWS = 10_000;

/**
 * Body of `POST /export-schedules/test-condition`. With `scheduleId` the test
 * looks at what that schedule has still to export, else at what the first run
 * of a new one would cover.
 *
 * @public
 */
export const testConditionSchema = z.strictObject({
  scheduleId: z.uuid().optional(),
  viewId: z.uuid().nullable().default(null),
  query: z.string().max(4096).default(''),
  coverage: exportCoverageSchema,
  condition: exportConditionSchema,
});

/** {@inheritDoc testConditionSchema} @public */
export type TestCondition = z.input<typeof testConditionSchema>;

/**
 * What a condition would find if the schedule were due now.
 *
 * @remarks
 * `rows` are those of the run's range that the view and the condition's query
 * match; at most {@link MAX_CONDITION_ROWS} are counted, and `isComplete` says
 * whether these are all. `holds` says whether the run would be written.
 *
 * @public
 */
export const testedConditionSchema = z.strictObject({
  holds: z.boolean(),
  rows: z.number().int().nonnegative(),
  isComplete: z.boolean(),
});

/** {@inheritDoc testedConditionSchema} @public */
export type TestedCondition = z.infer<typeof testedConditionSchema>;
