import { z } from 'zod';
import { expectedBy } from './expectedBy';

describe('expectedBy', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.number().int(), 0.001, 'a whole number'],
    [z.number(), 'x', 'a number'],
    [z.number().min(1), 0, 'a number of at least 1'],
    [z.number().max(7), 8, 'a number of at most 7'],
    [z.array(z.string()), {}, 'a list'],
    [z.strictObject({}), [], 'an object'],
    [z.boolean(), 'x', 'true or false'],
    [z.string(), 1, 'a text'],
    [z.enum(['a', 'b']), 'c', 'one of "a"|"b"'],
  ])('says it in words (%#)', (schema, value, expected) => {
    const [{ message }] = schema.safeParse(value).error!.issues;
    expect(expectedBy(message)).toBe(expected);
  });

  it('names the page where the schema says nothing', () => {
    expect(expectedBy('No.')).toBe('what docs/configuration.md says (No.)');
  });
});
