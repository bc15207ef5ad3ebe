import { z } from 'zod';
import { RuleSubject, compileRules } from './decide';
import { Rule } from './schema';

const count = z.number().int().nonnegative();

/**
 * What rules would have made of events that were recorded.
 *
 * @remarks
 * `kept` of `total` events; `reduced` of those kept with less detail. `byRule`
 * has one row per rule, in order; `unmatched` events matched none.
 *
 * @public
 */
export const rulePreviewSchema = z.strictObject({
  total: count,
  kept: count,
  reduced: count,
  unmatched: count,
  byRule: z.array(z.strictObject({ name: z.string(), events: count })),
});

/** {@inheritDoc rulePreviewSchema} @public */
export type RulePreview = z.infer<typeof rulePreviewSchema>;

/**
 * Applies rules to recorded events, in constant memory.
 *
 * @public
 */
export async function previewRules(
  rules: readonly Rule[],
  events: Iterable<RuleSubject> | AsyncIterable<RuleSubject>,
): Promise<RulePreview> {
  const decide = compileRules(rules);
  const preview: RulePreview = {
    total: 0,
    kept: 0,
    reduced: 0,
    unmatched: 0,
    byRule: rules.map(({ name }) => ({ name, events: 0 })),
  };
  for await (const event of events) {
    const { effect, detail, rule } = decide(event);
    preview.total++;
    preview.kept += effect === 'record' ? 1 : 0;
    preview.reduced += effect === 'record' && detail !== 'full' ? 1 : 0;
    if (rule === undefined) {
      preview.unmatched++;
    } else {
      preview.byRule[rule].events++;
    }
  }
  return preview;
}
