import { z } from 'zod';
import { actorTypes, outcomes, severities } from '../events';

/** Most rules that one portal can have. @public */
export const MAX_RULES = 200;

const MAX_PATTERNS = 100;

const pattern = z
  .string()
  .trim()
  .min(1)
  .max(512)
  .refine(text => text !== '!', 'expected a pattern after the !');

const oneOrMany = <T extends z.ZodType>(value: T) =>
  z.union([value, z.array(value).min(1).max(MAX_PATTERNS)]);

/**
 * What a rule looks at; all of it must hold, and an empty one always does.
 *
 * @remarks
 * A text is compared as a whole, `*` stands for any run of characters, and a
 * leading `!` turns it around. Of several, one that isn't turned around must
 * hold (if there is any), and all that are. `actor` is compared with the
 * actor's ref, `path` with the path of the request.
 *
 * @public
 */
export const ruleMatchSchema = z.strictObject({
  plugin: oneOrMany(pattern).optional(),
  event: oneOrMany(pattern).optional(),
  action: oneOrMany(pattern).optional(),
  category: oneOrMany(pattern).optional(),
  actor: oneOrMany(pattern).optional(),
  path: oneOrMany(pattern).optional(),
  severity: oneOrMany(z.enum(severities)).optional(),
  outcome: oneOrMany(z.enum(outcomes)).optional(),
  actorType: oneOrMany(z.enum(actorTypes)).optional(),
});

/** Every level of detail, most sparing first. @public */
export const ruleDetails = ['none', 'metadata', 'full'] as const;

/**
 * How much of an event is kept.
 *
 * @remarks
 * `full`: everything. `metadata`: everything but `meta`. `none`: who did what
 * to what, when and how it ended, without meta, request, client and the
 * words of an error.
 *
 * @public
 */
export type RuleDetail = (typeof ruleDetails)[number];

/** What rules can ask for, see `Durability` of the recorder. @public */
export const ruleDurabilities = ['journal', 'commit', 'strict'] as const;

/** @public */
export type RuleDurability = (typeof ruleDurabilities)[number];

/**
 * Says what becomes of the events it matches. The first rule that matches an
 * event decides; events that none matches are recorded in full.
 *
 * @public
 */
export const ruleSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    match: ruleMatchSchema,
    effect: z.enum(['record', 'drop']),
    detail: z.enum(ruleDetails).optional(),
    durability: z.enum(ruleDurabilities).optional(),
  })
  .refine(
    rule => rule.effect === 'record' || !(rule.detail || rule.durability),
    'a rule that drops events has neither detail nor durability',
  );

/** @public */
export const rulesSchema = z
  .array(ruleSchema)
  .max(MAX_RULES)
  .superRefine((rules, context) => {
    const names = new Set<string>();
    rules.forEach(({ name }, index) => {
      if (names.has(name)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `'${name}' is the name of an earlier rule, expected another`,
        });
      }
      names.add(name);
    });
  });

/** {@inheritDoc ruleSchema} @public */
export type Rule = z.infer<typeof ruleSchema>;

/** {@inheritDoc ruleMatchSchema} @public */
export type RuleMatch = z.infer<typeof ruleMatchSchema>;
