import { z } from 'zod';
import { grantLimitsSchema } from '../grants';
import { lifecycleStates } from '../settings';

const isoTime = z.iso.datetime({ precision: 3 });

/**
 * Whether events are being recorded, for everybody who may read some.
 *
 * @remarks
 * `changedAt`, `changedBy` and `reason` describe how `state` came about.
 * `keptUntil` is set while logging is disabled and events are still kept.
 * `unavailableReason` says why audit logging can't be enabled here, and whom to
 * ask; null or absent where it can.
 * `isImpaired` is true where something that happens may not be recorded; an
 * Admin finds out more on `GET /status`.
 *
 * @public
 */
export const loggingSummarySchema = z.strictObject({
  state: z.enum(lifecycleStates),
  changedAt: isoTime.nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
  keptUntil: isoTime.nullable(),
  unavailableReason: z.string().nullable().optional(),
  isImpaired: z.boolean(),
});

/** {@inheritDoc loggingSummarySchema} @public */
export type LoggingSummary = z.infer<typeof loggingSummarySchema>;

/**
 * What limits the events that a reader sees: grants, which add up, and whether
 * the permission policy of the portal leaves some out, too.
 *
 * @public
 */
export const readingLimitsSchema = z.strictObject({
  grants: z.array(
    z.strictObject({
      limits: grantLimitsSchema,
      expiresAt: isoTime.nullable(),
    }),
  ),
  byPolicy: z.boolean(),
});

/** {@inheritDoc readingLimitsSchema} @public */
export type ReadingLimits = z.infer<typeof readingLimitsSchema>;

/**
 * Answer of `GET /me`: what the caller may do. `logging` is null for those who
 * may neither read events nor change settings. `readingLimits` is null, or absent,
 * where the caller sees every event without an end, or none. `askFor` names the
 * Admins, users and groups, to a person who may not read.
 *
 * @public
 */
export const meSchema = z.strictObject({
  principal: z.string().nullable(),
  isAdmin: z.boolean(),
  mayRead: z.boolean(),
  mayUpdateSettings: z.boolean(),
  mayManageStorage: z.boolean(),
  mayManageExports: z.boolean(),
  mayManageViews: z.boolean(),
  mayManageGrants: z.boolean(),
  readingLimits: readingLimitsSchema.nullable().optional(),
  askFor: z.array(z.string()).optional(),
  logging: loggingSummarySchema.nullable(),
});

/** {@inheritDoc meSchema} @public */
export type Me = z.infer<typeof meSchema>;
