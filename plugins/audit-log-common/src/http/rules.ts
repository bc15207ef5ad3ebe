import { z } from 'zod';
import { rulePreviewSchema, ruleSchema, rulesSchema } from '../rules';

/** Most events that a preview looks at, newest first. @public */
export const MAX_PREVIEW_EVENTS = 100_000;

/** Longest time that a preview looks back, in hours. @public */
export const MAX_PREVIEW_HOURS = 168;

/**
 * Answer of `GET /rules`: every rule in force in the order in which they are
 * tried, with how many events it decided in the process that answers: null for
 * who may not read all events.
 *
 * @public
 */
export const listRulesResponseSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      rule: ruleSchema,
      isDefault: z.boolean(),
      hits: z.number().int().nonnegative().nullable(),
    }),
  ),
});

/** {@inheritDoc listRulesResponseSchema} @public */
export type ListRulesResponse = z.infer<typeof listRulesResponseSchema>;

/**
 * Body of `POST /rules/preview`: rules as they would come before the default
 * ones, and for how many hours to look back.
 *
 * @public
 */
export const previewRulesRequestSchema = z.strictObject({
  rules: rulesSchema,
  hours: z.number().int().min(1).max(MAX_PREVIEW_HOURS).default(24),
});

/** @public */
export type PreviewRulesRequest = z.input<typeof previewRulesRequestSchema>;

/**
 * Answer of `POST /rules/preview`. `isComplete` is false where there were
 * more events than a preview looks at.
 *
 * @public
 */
export const previewRulesResponseSchema = rulePreviewSchema.extend({
  isComplete: z.boolean(),
});

/** {@inheritDoc previewRulesResponseSchema} @public */
export type PreviewRulesResponse = z.infer<typeof previewRulesResponseSchema>;
