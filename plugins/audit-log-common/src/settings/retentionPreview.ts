import { z } from 'zod';
import { MAX_QUERY_LENGTH } from '../query';
import { changeableSettingsSchema } from './schema';

const isoTime = z.iso.datetime({ precision: 3 });

/** Counting stops at this many events. @public */
export const MAX_COUNTED_EVENTS = 10_000;

/**
 * How many events there are, as far as counting went: where `isComplete` is
 * false there are at least `count`.
 *
 * @public
 */
export const eventCountSchema = z.strictObject({
  count: z.number().int().nonnegative(),
  isComplete: z.boolean(),
});

/** {@inheritDoc eventCountSchema} @public */
export type EventCount = z.infer<typeof eventCountSchema>;

/**
 * Body of `POST /settings/retention/preview`: retention settings to try. What
 * is absent is as it is at present.
 *
 * @public
 */
export const previewRetentionRequestSchema = changeableSettingsSchema
  .pick({ retentionDays: true, retentionRules: true, holdUnexported: true })
  .partial();

/** {@inheritDoc previewRetentionRequestSchema} @public */
export type PreviewRetentionRequest = z.infer<
  typeof previewRetentionRequestSchema
>;

/**
 * What retention would do with the present events while audit logging is
 * enabled.
 *
 * @remarks
 * `dueNow` are removed by the next run. Everything else is about events that
 * are due by `soonUntil`, those that are due now included: `dueSoon` will be
 * removed then; `onLegalHold` won't; `unexported` has what each active export
 * schedule has still to export, which is removed nevertheless unless
 * `holdUnexported` is set. Schedules with nothing to lose are left out.
 *
 * @public
 */
export const retentionPreviewSchema = z.strictObject({
  dueNow: eventCountSchema,
  soonUntil: isoTime,
  dueSoon: eventCountSchema,
  onLegalHold: eventCountSchema,
  unexported: z.array(
    z.strictObject({ schedule: z.string(), events: eventCountSchema }),
  ),
});

/** {@inheritDoc retentionPreviewSchema} @public */
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

/**
 * Body of `POST /legal-holds/preview`: the query of a legal hold, whose
 * present events the answer counts.
 *
 * @public
 */
export const previewLegalHoldRequestSchema = z.strictObject({
  query: z.string().max(MAX_QUERY_LENGTH),
});

/** {@inheritDoc previewLegalHoldRequestSchema} @public */
export type PreviewLegalHoldRequest = z.infer<
  typeof previewLegalHoldRequestSchema
>;
