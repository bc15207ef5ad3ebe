import { listEventsQuerySchema } from 'backstage-plugin-audit-log-common';
import { z } from 'zod';
import { parseInput } from './parseInput';

const query = (input: unknown) =>
  parseInput('Query parameter', listEventsQuerySchema, input);

describe('parseInput', () => {
  it('fills in defaults', () => {
    expect(query({})).toEqual({ order: 'desc', limit: 100 });
    expect(query({ limit: '7' }).limit).toBe(7);
  });

  it.each([
    [{ limit: '0' }, "Query parameter 'limit' is '0': expected"],
    [{ limit: '-1' }, "Query parameter 'limit' is '-1': expected"],
    [{ limit: '1000000000' }, "'limit' is '1000000000': expected"],
    [{ limit: 'many' }, "Query parameter 'limit' is 'many': expected number"],
    [{ limit: '1.5' }, "Query parameter 'limit' is '1.5': expected int"],
    [{ limit: ['1', '2'] }, `Query parameter 'limit' is '["1","2"]'`],
    [{ limit: { $gt: '1' } }, "Query parameter 'limit' is"],
    [{ order: 'up' }, `'order' is 'up': expected one of "asc"|"desc"`],
    [{ from: 'yesterday' }, "Query parameter 'from' is 'yesterday'"],
    [{ offset: '10' }, "Query parameter 'offset' is unknown"],
    [{ q: 'x'.repeat(100_000) }, "Query parameter 'q' is 'xxxx"],
    [{ q: 'a\u0000b' }, "field 'q' holds a NUL character"],
    [{ q: '\ud800' }, "field 'q' holds half of a surrogate pair"],
    [{ 'q\u0000': '1' }, 'holds a NUL character'],
    [{ __proto__: null, constructor: '1' }, "'constructor' is unknown"],
  ])('says what is wrong with %j', (input, sentence) => {
    let message = '';
    expect(() => {
      try {
        query(input);
      } catch (error) {
        message = (error as Error).message;
        throw error;
      }
    }).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(message).toContain(sentence);
    expect(message.length).toBeLessThan(400);
  });

  it('names places inside arrays and objects', () => {
    const schema = z.strictObject({
      events: z.array(z.strictObject({ id: z.uuid() })),
    });
    expect(() =>
      parseInput('Body field', schema, { events: [{ id: 'x' }] }),
    ).toThrow("Body field 'events[0].id' is 'x'");
    expect(() => parseInput('Body field', schema, {})).toThrow(
      "Body field 'events' is missing",
    );
    expect(() => parseInput('Body field', schema, 'text')).toThrow(
      "Body is 'text'",
    );
    expect(() =>
      parseInput('Body field', schema, { events: [{ id: 'x', 'b\u0000': 1 }] }),
    ).toThrow('NUL');
  });

  it('refuses nesting that would exhaust the stack', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(() =>
      parseInput('Body field', z.strictObject({ meta: z.json() }), {
        meta: deep,
      }),
    ).toThrow('nested deeper than 64 levels');
  });
});
