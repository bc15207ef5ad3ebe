import fc from 'fast-check';
import knexFactory from 'knex';
import { eventsAtOnce } from './eventsAtOnce';

jest.setTimeout(60_000);

describe('eventsAtOnce', () => {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const ask = (patterns: string[]) =>
    patterns.reduce(
      (query, pattern) => query.whereRaw('path glob ?', [pattern]),
      knex('events'),
    );

  afterAll(() => knex.destroy());

  it('gives few events to long patterns, whoever asks for them', () => {
    const long = 'a'.repeat(1_010);
    expect(eventsAtOnce(ask([long, long, long]), 1_000)).toBeLessThan(5);
    expect(eventsAtOnce(ask(['*checkout*']), 1_000)).toBeGreaterThan(250);
    expect(eventsAtOnce(ask([]), 1_000)).toBe(1_000);
    const rule = knex('events').where(either =>
      either.where('a', long).orWhere(other => other.where('b', long)),
    );
    expect(eventsAtOnce(rule, 1_000)).toBeLessThan(5);
  });

  it('gives fewer for each pattern and each look into a JSON text, and one at least', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 200 }), { maxLength: 20 }),
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 100_000 }),
        (patterns, one, most) => {
          const events = eventsAtOnce(ask(patterns), most);
          const fewer = eventsAtOnce(ask([...patterns, one]), most);
          const looking = ask(patterns).whereRaw('json_type(meta, ?) = 1', [0]);
          expect(fewer).toBeLessThanOrEqual(events);
          expect(eventsAtOnce(looking, most)).toBeLessThanOrEqual(events);
          expect(fewer).toBeGreaterThanOrEqual(1);
          expect(events).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});
