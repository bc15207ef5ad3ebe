import fc from 'fast-check';
import { eventOf } from '../tests/recordedEvents';
import { Backlog, BacklogEntry } from './Backlog';
import { authorOf } from './fairTurns';

function entryOf(person: string, size: number = 1): BacklogEntry {
  const actor = { type: 'user' as const, ref: `user:default/${person}` };
  return { event: eventOf({ actor }), size, takenAt: 0, attempts: 0 };
}

const refOf = ({ event }: BacklogEntry) => event.actor.ref;

/** What is waiting, and for each how many of its author came before it. */
interface Arrival {
  nthOfAuthor: number;
  batch: number;
}

describe('turns of authors', () => {
  it('never let anybody wait for more than as many events of each other author', () => {
    let served = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(
          fc.array(
            fc.record({
              author: fc.integer({ min: 0, max: 12 }),
              count: fc.oneof(
                { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
                { weight: 1, arbitrary: fc.integer({ min: 50, max: 150 }) },
              ),
            }),
            { maxLength: 5 },
          ),
          { minLength: 1, maxLength: 12 },
        ),
        (batchSize, bursts) => {
          const backlog = new Backlog({ maxEvents: 1e6, maxSize: 1e6 });
          const arrivals = new Map<BacklogEntry, Arrival>();
          const authors = new Set<string | null>();
          const waiting = new Map<string | null, number>();
          const order: BacklogEntry[] = [];
          let batches = 0;

          const serve = () => {
            const batch = backlog.takeTurns(batchSize, 1e6);
            expect(batch).toHaveLength(Math.min(batchSize, backlog.length));
            backlog.remove(batch);
            batches += 1;
            for (const entry of batch) {
              const { nthOfAuthor: n, batch: before } = arrivals.get(entry)!;
              // Those of the round that is under way may come, too.
              const ahead = n - 1 + (authors.size - 1) * (n + 1);
              expect(batches - before).toBeLessThanOrEqual(
                Math.floor(ahead / batchSize) + 1,
              );
              waiting.set(refOf(entry), waiting.get(refOf(entry))! - 1);
              order.push(entry);
            }
          };

          for (const burst of bursts) {
            for (const { author, count } of burst) {
              for (let i = 0; i < count; i += 1) {
                const entry = entryOf(`p${author}`);
                const ref = refOf(entry);
                authors.add(ref);
                waiting.set(ref, (waiting.get(ref) ?? 0) + 1);
                backlog.push(entry);
                arrivals.set(entry, {
                  nthOfAuthor: waiting.get(ref)!,
                  batch: batches,
                });
              }
            }
            serve();
          }
          while (backlog.length > 0) {
            serve();
          }

          expect(order).toHaveLength(arrivals.size);
          for (const ref of authors) {
            const isTheirs = (entry: BacklogEntry) => refOf(entry) === ref;
            expect(order.filter(isTheirs).map(({ event }) => event.id)).toEqual(
              [...arrivals.keys()]
                .filter(isTheirs)
                .map(({ event }) => event.id),
            );
          }
          served += order.length;
        },
      ),
      { numRuns: 60 },
    );
    expect(served).toBeGreaterThan(0);
  });

  it('go by size where events are large', () => {
    const backlog = new Backlog({ maxEvents: 100, maxSize: 1e6 });
    const flood = Array.from({ length: 20 }, () => entryOf('flood', 40));
    const other = entryOf('other', 40);
    [...flood, other].forEach(entry => backlog.push(entry));
    expect(backlog.takeTurns(100, 100)).toEqual([flood[0], other]);
  });

  it('leave the order alone where everything fits into one batch', () => {
    const backlog = new Backlog({ maxEvents: 100, maxSize: 1e6 });
    const entries = ['a', 'a', 'b', 'a', 'c', 'b'].map(name => entryOf(name));
    entries.forEach(entry => backlog.push(entry));
    expect(backlog.takeTurns(6, 1e6)).toEqual(entries);
  });

  it('take nothing twice while it is under way', () => {
    const backlog = new Backlog({ maxEvents: 100, maxSize: 1e6 });
    const entries = ['a', 'a', 'a', 'b', 'b'].map(name => entryOf(name));
    entries.forEach(entry => backlog.push(entry));
    const first = backlog.takeTurns(2, 1e6);
    const second = backlog.takeTurns(2, 1e6, new Set(first));
    const third = backlog.takeTurns(2, 1e6, new Set([...first, ...second]));
    expect([first, second, third]).toEqual([
      [entries[0], entries[3]],
      [entries[1], entries[4]],
      [entries[2]],
    ]);
  });

  it.each([1, 2, 5, 20])(
    'leave room in memory for one more author beside %p who fill it',
    count => {
      const backlog = new Backlog({ maxEvents: 1_000, maxSize: 1e6 });
      const names = Array.from({ length: count }, (_, i) => `flood${i}`);
      for (let i = 0; i < 1_000; i += 1) {
        for (const name of names) {
          const entry = entryOf(name);
          if (backlog.hasShareFor(authorOf(entry.event))) {
            backlog.push(entry);
          }
        }
      }
      expect(backlog.length).toBeGreaterThan(700);
      expect(backlog.isFull).toBe(false);
      expect(backlog.hasShareFor('user user:default/other ')).toBe(true);
    },
  );

  it('make room at the cost of whoever has most, low severity first', () => {
    const backlog = new Backlog({ maxEvents: 100, maxSize: 1e6 });
    const others = Array.from({ length: 30 }, (_, i) => entryOf(`p${i % 10}`));
    const flood = Array.from({ length: 40 }, () => entryOf('flood'));
    flood[9].event = { ...flood[9].event, severity: 'medium' };
    [...others, ...flood].forEach(entry => backlog.push(entry));
    expect(backlog.removeLeast()).toEqual(flood.slice(0, 4));
    expect(backlog.removeLeast()).toEqual(flood.slice(4, 7));
    const theirs = () => [...backlog].filter(e => flood.includes(e));
    while (theirs().length > 4) {
      backlog.removeLeast();
    }
    expect(theirs()).toContain(flood[9]);
    expect([...backlog].filter(e => !flood.includes(e))).toEqual(others);
  });

  it('take all who have not signed in for one author', () => {
    const anonymous = (ip: string) =>
      eventOf({
        actor: { type: 'anonymous', ref: null },
        client: { ip },
      });
    expect(authorOf(anonymous('192.0.2.1'))).toBe(
      authorOf(anonymous('192.0.2.2')),
    );
    const service = { type: 'service' as const, ref: 'plugin:scaffolder' };
    const onBehalfOf = 'user:default/ada';
    const keys = [
      eventOf({ actor: service }),
      eventOf({ actor: { ...service, onBehalfOf } }),
      eventOf({ actor: { type: 'user', ref: 'plugin:scaffolder' } }),
      anonymous('192.0.2.1'),
    ].map(authorOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
