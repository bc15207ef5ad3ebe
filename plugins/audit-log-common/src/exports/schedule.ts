import { z } from 'zod';
import { integrationNameSchema } from '../storage';
import { cadenceSchema, timeZoneSchema } from './cadence';
import { extensionOf, outputDraftSchema, outputSchema } from './formats';
import { selectColumns } from './columns';
import { checkDestination } from './template';

const isoTime = z.iso.datetime({ precision: 3 });
const sequence = z.string().regex(/^\d{1,19}$/);

/**
 * What an export covers. `incremental`: everything since the last success.
 * `full`: everything that is kept. `window`: what was recorded in the given
 * hours before the run was due.
 *
 * @public
 */
export const exportCoverageSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('incremental') }),
  z.strictObject({ mode: z.literal('full') }),
  z.strictObject({
    mode: z.literal('window'),
    hours: z.number().int().min(1).max(8784),
  }),
]);

/** {@inheritDoc exportCoverageSchema} @public */
export type ExportCoverage = z.infer<typeof exportCoverageSchema>;

/**
 * When a due export is really written: always, where the range holds rows of
 * the view, or where it holds rows that match a query. What a run skips stays
 * in the range of the next one.
 *
 * @public
 */
export const exportConditionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('always') }),
  z.strictObject({ type: z.literal('data') }),
  z.strictObject({
    type: z.literal('query'),
    query: z.string().min(1).max(4096),
  }),
]);

/** {@inheritDoc exportConditionSchema} @public */
export type ExportCondition = z.infer<typeof exportConditionSchema>;

const draftShape = {
  name: z.string().trim().min(1).max(128),
  /** The view that the query was taken from; null where it was from none. */
  viewId: z.uuid().nullable().default(null),
  /**
   * What is exported; empty for the whole log. A schedule owns its query: a
   * change of the view that it was taken from changes nothing. Left empty
   * where a view is named, the present query of the view is taken, or kept
   * where it was taken already.
   */
  query: z.string().max(4096).default(''),
  integration: integrationNameSchema,
  destination: z.string().min(1).max(1500),
  datePrefix: z.boolean().default(false),
  output: outputDraftSchema,
  cadence: cadenceSchema,
  timeZone: timeZoneSchema,
  coverage: exportCoverageSchema,
  condition: exportConditionSchema.default({ type: 'always' }),
};

type DraftCheck = Pick<
  z.infer<z.ZodObject<typeof draftShape>>,
  'destination' | 'datePrefix' | 'timeZone' | 'output'
>;

function checkDraft(draft: DraftCheck, context: z.RefinementCtx) {
  for (const message of checkDestination(draft, extensionOf(draft.output))) {
    context.addIssue({ code: 'custom', path: ['destination'], message });
  }
  try {
    selectColumns(draft.output.columns ?? null);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      path: ['output', 'columns'],
      message: (error as Error).message,
    });
  }
}

/**
 * The part of an export schedule that people write: body of
 * `POST /export-schedules`.
 *
 * @public
 */
export const exportScheduleDraftSchema = z
  .strictObject(draftShape)
  .superRefine(checkDraft);

/** {@inheritDoc exportScheduleDraftSchema} @public */
export type ExportScheduleDraft = z.infer<typeof exportScheduleDraftSchema>;

/** What clients send to create a schedule: defaults may be left out. @public */
export type ExportScheduleInput = z.input<typeof exportScheduleDraftSchema>;

/**
 * `paused` by a person, or by a change to the storage or the lifecycle;
 * `suspended` by failures.
 *
 * @public
 */
export const exportScheduleStatuses = [
  'active',
  'paused',
  'suspended',
] as const;

/** @public */
export type ExportScheduleStatus = (typeof exportScheduleStatuses)[number];

/**
 * A schedule is suspended when more than this many attempts failed in a row.
 *
 * @public
 */
export const MAX_FAILURES_IN_A_ROW = 10;

/** @public */
export const exportRunStatuses = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'skipped',
  'canceled',
] as const;

/** @public */
export type ExportRunStatus = (typeof exportRunStatuses)[number];

/**
 * Runs that export the same query in the same way. A new query begins a new
 * chain: `number` counts them from 1, and `since` is the first sequence that
 * the chain covers; null before its first run.
 *
 * @public
 */
export const exportChainSchema = z.strictObject({
  number: z.number().int().positive(),
  since: sequence.nullable(),
});

/** {@inheritDoc exportChainSchema} @public */
export type ExportChain = z.infer<typeof exportChainSchema>;

/**
 * An export schedule, as the API answers it.
 *
 * @remarks
 * `exportedTo` is the last sequence that was exported, "0" before the first
 * success; only incremental exports keep it. `nextDueAt` is null unless the
 * schedule is active. `viewVersion` is the version of the view that the query
 * was taken from; null where it is of no view, or not as the view ever was.
 * `warnings` say what would be refused if the schedule were made today.
 *
 * @public
 */
export const exportScheduleSchema = z.strictObject({
  id: z.uuid(),
  owner: z.string(),
  ...draftShape,
  output: outputSchema,
  viewVersion: z.number().int().positive().nullable(),
  chain: exportChainSchema,
  warnings: z.array(z.string()),
  status: z.enum(exportScheduleStatuses),
  statusReason: z.string().nullable(),
  failuresInARow: z.number().int().nonnegative(),
  exportedTo: sequence,
  nextDueAt: isoTime.nullable(),
  lastSuccessAt: isoTime.nullable(),
  lastRunAt: isoTime.nullable(),
  lastRunStatus: z.enum(exportRunStatuses).nullable(),
  lastError: z.string().nullable(),
  createdAt: isoTime,
  updatedAt: isoTime,
  version: z.number().int().positive(),
});

/** {@inheritDoc exportScheduleSchema} @public */
export type ExportSchedule = z.infer<typeof exportScheduleSchema>;
