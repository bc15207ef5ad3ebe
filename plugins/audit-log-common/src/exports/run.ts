import { z } from 'zod';
import { exportRunStatuses } from './schedule';

const isoTime = z.iso.datetime({ precision: 3 });
const sequence = z.string().regex(/^\d{1,19}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

/** What made a run. @public */
export const exportRunTriggers = ['schedule', 'manual', 'follow-up'] as const;

/** @public */
export type ExportRunTrigger = (typeof exportRunTriggers)[number];

/**
 * One run of an export schedule: a frozen range of sequences, and what became
 * of it.
 *
 * @remarks
 * The range is inclusive on both ends. `number` counts from 1 per schedule.
 * `attempt` counts how often it was tried. `rows`, `bytes` and
 * `reachedSequence` move while it runs. `sha256` is of the object's bytes.
 * `retryAt` is set on a failed run that will be tried again by itself.
 *
 * @public
 */
export const exportRunSchema = z.strictObject({
  id: z.uuid(),
  scheduleId: z.uuid(),
  number: z.number().int().positive(),
  trigger: z.enum(exportRunTriggers),
  requestedBy: z.string().nullable(),
  status: z.enum(exportRunStatuses),
  attempt: count,
  dueAt: isoTime,
  frozenAt: isoTime,
  fromSequence: sequence,
  toSequence: sequence,
  destination: z.string(),
  manifestDestination: z.string(),
  rows: count,
  bytes: count,
  reachedSequence: sequence,
  sha256: sha256.nullable(),
  error: z.string().nullable(),
  errorKind: z.enum(['unavailable', 'denied', 'missing', 'other']).nullable(),
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
  retryAt: isoTime.nullable(),
});

/** {@inheritDoc exportRunSchema} @public */
export type ExportRun = z.infer<typeof exportRunSchema>;
