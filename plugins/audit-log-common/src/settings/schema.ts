import { z } from 'zod';
import { lifecycleStates } from './lifecycle';

const isoTime = z.iso.datetime({ precision: 3 });

/**
 * Settings of the audit log, as Admins see them.
 *
 * @remarks
 * `state` with `changedAt`, `changedBy` (an entity ref or a service subject)
 * and `reason` describe the last transition. `keptUntil` is set while logging
 * is disabled and events are still kept. `version` grows with each change and
 * is sent back in `If-Match`.
 *
 * @public
 */
export const settingsSchema = z.strictObject({
  state: z.enum(lifecycleStates),
  changedAt: isoTime.nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
  keptUntil: isoTime.nullable(),
  available: z.boolean(),
  unavailableReason: z.string().nullable(),
  recoveryDays: z.number().int().positive(),
  retentionDays: z.number().int().positive(),
  version: z.number().int().nonnegative(),
});

/** {@inheritDoc settingsSchema} @public */
export type AuditLogSettings = z.infer<typeof settingsSchema>;

/**
 * Body of `POST /settings/disable`.
 *
 * @public
 */
export const disableRequestSchema = z.strictObject({
  reason: z.string().trim().max(1000).optional(),
});

/**
 * What hangs on the log: shown before it is disabled.
 *
 * @public
 */
export const dependentsSchema = z.strictObject({
  exportSchedules: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      owner: z.string(),
      status: z.string(),
    }),
  ),
  views: z.array(
    z.strictObject({ id: z.string(), name: z.string(), owner: z.string() }),
  ),
  grants: z.array(z.strictObject({ id: z.string(), grantee: z.string() })),
});

/** {@inheritDoc dependentsSchema} @public */
export type Dependents = z.infer<typeof dependentsSchema>;
