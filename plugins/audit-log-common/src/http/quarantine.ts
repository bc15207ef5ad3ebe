import { z } from 'zod';
import { recordedEventSchema } from '../events';

/**
 * An event that the log refuses. Of the event itself only what names it: who
 * may change settings need not be somebody who may read all of it. Where its
 * file can't be read, plugin and event id are empty.
 *
 * @public
 */
export const quarantinedEventSchema = z.strictObject({
  /** The process that holds it. */
  instance: z.string(),
  id: z.string(),
  plugin: z.string(),
  eventId: z.string(),
  severity: recordedEventSchema.shape.severity,
  outcome: recordedEventSchema.shape.outcome,
  startedAt: z.string(),
  /** Who did it; null for nobody who is known. */
  actor: z.string().nullable(),
  /** What it was done to. */
  target: z.string().nullable(),
  /** What the log said. */
  reason: z.string(),
  /** ISO 8601. */
  since: z.string(),
});

/** {@inheritDoc quarantinedEventSchema} @public */
export type QuarantinedEventSummary = z.infer<typeof quarantinedEventSchema>;

/**
 * The oldest events in quarantine of all replicas, and how many there are.
 *
 * @remarks
 * Those of other replicas are a few seconds old. Backends without the audit log
 * that deliver to this one keep theirs to themselves.
 *
 * @public
 */
export const listQuarantinedResponseSchema = z.strictObject({
  total: z.number().int().nonnegative(),
  items: z.array(quarantinedEventSchema),
});

/** {@inheritDoc listQuarantinedResponseSchema} @public */
export type ListQuarantinedResponse = z.infer<
  typeof listQuarantinedResponseSchema
>;

/**
 * How many events are being tried again, by all replicas within seconds. Those
 * that are refused once more come back to the quarantine.
 *
 * @public
 */
export const retryQuarantinedResponseSchema = z.strictObject({
  retried: z.number().int().nonnegative(),
});

/** {@inheritDoc retryQuarantinedResponseSchema} @public */
export type RetryQuarantinedResponse = z.infer<
  typeof retryQuarantinedResponseSchema
>;

/** Most events that are discarded at once. @public */
export const MAX_DISCARDED = 100;

/**
 * Which events in quarantine to throw away for good.
 *
 * @public
 */
export const discardQuarantinedSchema = z.strictObject({
  ids: z.array(z.string().min(1).max(256)).min(1).max(MAX_DISCARDED),
});

/** {@inheritDoc discardQuarantinedSchema} @public */
export type DiscardQuarantined = z.infer<typeof discardQuarantinedSchema>;

/**
 * How many events are discarded, by all replicas within seconds.
 *
 * @public
 */
export const discardQuarantinedResponseSchema = z.strictObject({
  discarded: z.number().int().nonnegative(),
});

/** {@inheritDoc discardQuarantinedResponseSchema} @public */
export type DiscardQuarantinedResponse = z.infer<
  typeof discardQuarantinedResponseSchema
>;
