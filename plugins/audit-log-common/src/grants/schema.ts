import { z } from 'zod';

const isoTime = z.iso.datetime({ precision: 3 });

/** Most grants that a portal can hold. @public */
export const MAX_GRANTS = 1000;

const SAY_EVERYTHING =
  'expected at least one limit, or {"everything": true} for every event';

/**
 * What a grant is limited to. Every limit that is named must hold.
 *
 * @remarks
 * `everything`: every event, without limits; it has to be said, because no
 * limits at all are more often an oversight. `ownEvents`: events of operations
 * that the reader caused. `ownedEntities`: events whose target is an entity that
 * the reader, or a group of theirs, owns. Several grants of one person add up.
 *
 * @public
 */
export const grantLimitsSchema = z
  .strictObject(
    {
      everything: z.literal(true).optional(),
      categories: z
        .array(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/))
        .min(1)
        .max(50)
        .optional(),
      plugins: z.array(z.string().min(1).max(128)).min(1).max(50).optional(),
      ownEvents: z.literal(true).optional(),
      ownedEntities: z.literal(true).optional(),
    },
    {
      error: issue => (issue.input === undefined ? SAY_EVERYTHING : undefined),
    },
  )
  .superRefine(({ everything, ...limits }, context) => {
    const isLimited = Object.values(limits).some(Boolean);
    if (Boolean(everything) === isLimited) {
      context.addIssue({
        code: 'custom',
        message: everything
          ? "expected 'everything' without limits beside it"
          : SAY_EVERYTHING,
      });
    }
  });

/** {@inheritDoc grantLimitsSchema} @public */
export type GrantLimits = z.infer<typeof grantLimitsSchema>;

const reason = z.string().trim().max(1000);

/** An instant with an offset, written in UTC with milliseconds. */
const anyTime = z.iso
  .datetime({ offset: true })
  .transform(time => new Date(time).toISOString());

/**
 * What an Admin let a user or a group read.
 *
 * @remarks
 * `grantee` is a full entity ref. A grant ends at `expiresAt`, exclusive;
 * null means it doesn't end. `isActive` is whether it holds at the time of
 * the answer. `version` grows with each change and is sent back in
 * `If-Match`.
 *
 * @public
 */
export const grantSchema = z.strictObject({
  id: z.uuid(),
  grantee: z.string(),
  limits: grantLimitsSchema,
  reason: z.string().nullable(),
  expiresAt: isoTime.nullable(),
  isActive: z.boolean(),
  createdAt: isoTime,
  createdBy: z.string(),
  version: z.number().int().positive(),
});

/** {@inheritDoc grantSchema} @public */
export type Grant = z.infer<typeof grantSchema>;

/**
 * Body of `POST /grants`. `grantee` is the ref of a user or a group that the
 * catalog knows.
 *
 * @public
 */
export const createGrantSchema = z.strictObject({
  grantee: z
    .string()
    .max(512)
    .regex(
      /^(user|group):[^\s:/]+(\/[^\s:/]+)?$/i,
      "expected the ref of a user or a group, such as 'group:default/sre'",
    ),
  limits: grantLimitsSchema,
  reason: reason.nullable().default(null),
  expiresAt: anyTime.nullable().default(null),
});

/** {@inheritDoc createGrantSchema} @public */
export type CreateGrant = z.input<typeof createGrantSchema>;

/**
 * A grant that was given, and what its giver should know of it.
 *
 * @remarks
 * `warnings`: a sentence each, such as that the grantee may read all of it
 * anyway.
 *
 * @public
 */
export const givenGrantSchema = grantSchema.extend({
  warnings: z.array(z.string()),
});

/** {@inheritDoc givenGrantSchema} @public */
export type GivenGrant = z.infer<typeof givenGrantSchema>;

/** What giving a grant would warn of. @public */
export const grantPreviewSchema = givenGrantSchema.pick({ warnings: true });

/** {@inheritDoc grantPreviewSchema} @public */
export type GrantPreview = z.infer<typeof grantPreviewSchema>;

/**
 * Body of `PATCH /grants/:id`: what is absent stays as it is.
 *
 * @public
 */
export const updateGrantSchema = z.strictObject({
  limits: grantLimitsSchema.optional(),
  reason: reason.nullable().optional(),
  expiresAt: anyTime.nullable().optional(),
});

/** {@inheritDoc updateGrantSchema} @public */
export type UpdateGrant = z.input<typeof updateGrantSchema>;
