import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore, EVENTS_TABLE } from '../store';
import { firstSince } from './firstSince';
import { planRange } from './windows';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-22T10:00:00.000Z');
const hours = (count: number) => START + count * HOUR_MS;

describe.each(databases.eachSupportedId())('windows on %s', id => {
  async function setUp() {
    const knex = await initDatabase(databases, id);
    let head = '0';
    return {
      knex,
      /** Appends one event as a process with this clock does. */
      append: async (time: number) => {
        const store = await DatabaseEventStore.create({
          knex,
          clock: () => time,
        });
        head = (await store.append([recordedEvent()])).completeTo.sequence;
      },
      /** What a window of a day covers that is due then. */
      window: async (dueAt: number) => {
        const source = await DatabaseEventStore.create({ knex });
        const range = await planRange({
          coverage: { mode: 'window', hours: 24 },
          exportedTo: '0',
          head,
          dueAt: new Date(dueAt),
          maxSequences: 1_000_000n,
          firstSince: instant => firstSince(source, head, instant),
          lastBefore: instant => source.lastBefore(instant),
        });
        return [Number(range!.fromSequence), Number(range!.toSequence)];
      },
    };
  }

  it('are what clocks that agree say', async () => {
    const { append, window } = await setUp();
    for (const at of [0, 10, 20, 30, 40]) {
      await append(hours(at));
    }
    expect(await window(hours(31))).toEqual([2, 4]);
    expect(await window(hours(40))).toEqual([3, 4]);
    expect(await window(hours(80))).toEqual([6, 5]);
    expect(await window(hours(0))).toEqual([1, 0]);
  });

  it('lose nothing after a process whose clock was two days ahead', async () => {
    const { append, window } = await setUp();
    await append(hours(0));
    await append(hours(49));
    for (const at of [2, 10, 30, 47]) {
      await append(hours(at));
    }
    const [firstDay, secondDay] = [
      await window(hours(24)),
      await window(hours(48)),
    ];
    // Sequences 3 and 4 are of the first day, 5 and 6 of the second.
    expect(firstDay[0]).toBeLessThanOrEqual(3);
    expect(firstDay[1]).toBe(4);
    expect(secondDay[0]).toBeLessThanOrEqual(5);
    expect(secondDay[1]).toBe(6);
  });

  it('go by the time of the log for events of the first release', async () => {
    const { knex, append, window } = await setUp();
    for (const at of [0, 10, 30]) {
      await append(hours(at));
    }
    await knex(EVENTS_TABLE)
      .where('sequence', '<', 3)
      .update({ appended_at: null });
    expect(await window(hours(24))).toEqual([1, 2]);
    expect(await window(hours(31))).toEqual([2, 3]);
  });
});
