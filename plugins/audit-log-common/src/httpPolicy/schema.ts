import { z } from 'zod';

/** Every level of HTTP capture, most sparing first. @public */
export const httpLevels = ['none', 'metadata', 'request'] as const;

/**
 * How much of a request is recorded.
 *
 * @remarks
 * `none`: nothing. `metadata`: who asked for what, when and how it was
 * answered. `request`: its headers and its parsed body as well, redacted.
 *
 * @public
 */
export type HttpLevel = (typeof httpLevels)[number];

const oneOrMany = <T extends z.ZodType>(value: T) =>
  z.union([value, z.array(value).min(1).max(100)]);
const pattern = z.string().trim().min(1).max(512);

/**
 * One rule of the policy of HTTP capture; the first that matches decides.
 *
 * @remarks
 * `paths`, `plugins` and `methods` are patterns as rules have them: `*` is any
 * run of characters, a leading `!` turns it around. `statuses` are numbers or
 * classes such as `4xx`; a request that was aborted has the status `aborted`.
 * `audited` tells requests during which a plugin recorded an event itself.
 *
 * @public
 */
export const httpPolicyRuleSchema = z.strictObject({
  level: z.enum(httpLevels),
  methods: oneOrMany(pattern).optional(),
  paths: oneOrMany(pattern).optional(),
  plugins: oneOrMany(pattern).optional(),
  statuses: oneOrMany(
    z.union([
      z.number().int().min(100).max(599),
      z.string().regex(/^(?:[1-5]xx|aborted)$/),
    ]),
  ).optional(),
  audited: z.boolean().optional(),
});

/** {@inheritDoc httpPolicyRuleSchema} @public */
export type HttpPolicyRule = z.infer<typeof httpPolicyRuleSchema>;

/** @public */
export const httpPolicySchema = z.array(httpPolicyRuleSchema).max(200);
