import { z } from 'zod';
import { severities } from '../events';
import { rulesSchema } from '../rules';
import { lifecycleStates } from './lifecycle';

const isoTime = z.iso.datetime({ precision: 3 });

/** Longest time for which anything is kept, in days. @public */
export const MAX_DAYS = 36_500;

const days = z.number().int().min(1).max(MAX_DAYS);

/**
 * How long some events are kept while audit logging is enabled: those of the
 * categories, at least as severe as `minSeverity`. What is absent matches
 * every event. Of several rules the first that matches counts; where none
 * does, `retentionDays` counts.
 *
 * @public
 */
export const retentionRuleSchema = z.strictObject({
  categories: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/))
    .min(1)
    .max(50)
    .optional(),
  minSeverity: z.enum(severities).optional(),
  days,
});

/** {@inheritDoc retentionRuleSchema} @public */
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

const retentionRules = z.array(retentionRuleSchema).max(50);

/**
 * Settings that an Admin changes with `PATCH /settings`.
 *
 * @remarks
 * `recoveryDays`: for how long events are kept after disabling. Where
 * `holdUnexported` is true, retention leaves events that an active export
 * schedule hasn't exported yet. `rules` say what is recorded; the default
 * rules come after them.
 *
 * @public
 */
export const changeableSettingsSchema = z.strictObject({
  recoveryDays: days,
  retentionDays: days,
  retentionRules,
  holdUnexported: z.boolean(),
  rules: rulesSchema,
});

/** {@inheritDoc changeableSettingsSchema} @public */
export type ChangeableSettings = z.infer<typeof changeableSettingsSchema>;

/**
 * Body of `PATCH /settings`: what is absent stays as it is.
 *
 * @public
 */
export const updateSettingsSchema = changeableSettingsSchema.partial();

/** {@inheritDoc updateSettingsSchema} @public */
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;

/**
 * Settings of the audit log, as Admins see them.
 *
 * @remarks
 * `state` with `changedAt`, `changedBy` (an entity ref or a service subject)
 * and `reason` describe the last transition. `keptUntil` is set while logging
 * is disabled and events are still kept. `managedByConfig` names the settings
 * that come from the portal's configuration and can't be changed here, each
 * with its configuration key; `state` is among them where `auditLog.enabled`
 * is set. `daysAreMinutes` is true where a day of retention and recovery lasts a
 * minute, to try them. `version` grows with each change and is sent back in `If-Match`.
 *
 * @public
 */
export const settingsSchema = changeableSettingsSchema.extend({
  state: z.enum(lifecycleStates),
  changedAt: isoTime.nullable(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
  keptUntil: isoTime.nullable(),
  available: z.boolean(),
  unavailableReason: z.string().nullable(),
  managedByConfig: z.partialRecord(
    z.enum(['state', ...changeableSettingsSchema.keyof().options]),
    z.string(),
  ),
  daysAreMinutes: z.literal(true).optional(),
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
 * @remarks
 * `legalHolds` is absent where a backend of the first release answers.
 * `toSetUpAgain` has the names of what disabling has retired or paused and
 * nobody has set up again since.
 *
 * @public
 */
export const dependentsSchema = z.strictObject({
  storageIntegrations: z.array(
    z.strictObject({ name: z.string(), owner: z.string(), status: z.string() }),
  ),
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
  grants: z.array(
    z.strictObject({ id: z.string(), grantee: z.string(), owner: z.string() }),
  ),
  legalHolds: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        owner: z.string(),
        query: z.string(),
      }),
    )
    .optional(),
  toSetUpAgain: z.strictObject({
    storageIntegrations: z.array(z.string()),
    exportSchedules: z.array(z.string()),
  }),
});

/** {@inheritDoc dependentsSchema} @public */
export type Dependents = z.infer<typeof dependentsSchema>;
