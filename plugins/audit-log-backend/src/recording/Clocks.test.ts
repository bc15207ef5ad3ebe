import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually } from '../__testUtils__/startPortal';
import { DatabaseEventStore } from '../store';
import { Clocks } from './Clocks';
import { lengthOf } from './lengthOf';
import { withProblems } from './withProblems';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const DAY_MS = 86_400_000;

describe.each(databases.eachSupportedId())('Clocks on %s', id => {
  it.each([
    [0, []],
    [4_000, []],
    [-DAY_MS, []],
    [2 * DAY_MS + 60_000, [/^The time of the log is 2 days ahead/]],
    // Time goes on while the test runs.
    [600_000, [/^The time of the log is ([2-9]|10) minutes ahead/]],
  ])('tell of a log that is %s ms ahead', async (aheadMs, says) => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({
      knex,
      clock: () => Date.now() + aheadMs,
    });
    await store.append([recordedEvent()]);
    const clocks = new Clocks({ knex, store, clock: () => new Date() });
    expect(clocks.problems()).toEqual([]);
    await clocks.look();
    expect(clocks.problems()).toEqual(
      says.map(text => expect.stringMatching(text)),
    );
  });

  it('tell of nothing in an empty log', async () => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    const clocks = new Clocks({ knex, store, clock: () => new Date() });
    await clocks.look();
    expect(clocks.problems()).toEqual([]);
  });

  it('tell where the database disagrees, and go by it', async () => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    const clock = () => new Date(Date.now() - DAY_MS);
    const clocks = new Clocks({ knex, store, clock });
    // SQLite has no clock but that of the process.
    const isPostgres = id.startsWith('POSTGRES');
    // An answer that came late tells nothing.
    await eventually(async () => {
      await clocks.look();
      expect(clocks.problems()).toEqual(
        isPostgres
          ? [
              'The clock of this process is 1 day behind the clock of the database: set the time of its machine',
            ]
          : [],
      );
    });
    const off = clocks.now().getTime() - clock().getTime();
    expect(Math.round(off / DAY_MS)).toBe(isPostgres ? 1 : 0);
  });
});

describe('withProblems', () => {
  it('adds problems to the status, and leaves the rest to the recorder', () => {
    class Recorder {
      readonly #held = ['one'];
      readonly instance = 'backend-0';
      status() {
        return { problems: this.#held, queued: 7 };
      }
      quarantined() {
        return this.#held;
      }
    }
    const recorder = withProblems(
      new Recorder() as unknown as AuditLogRecorder,
      () => ['two'],
    );
    expect(recorder.status()).toEqual({ problems: ['one', 'two'], queued: 7 });
    expect(recorder.quarantined()).toEqual(['one']);
    expect(recorder.instance).toBe('backend-0');
  });
});

describe('lengthOf', () => {
  it.each([
    [1_000, '1 second'],
    [-59_000, '59 seconds'],
    [61_000, '1 minute'],
    [2 * 3_600_000, '2 hours'],
    [36 * 3_600_000, '2 days'],
  ])('says %s ms as %s', (ms, text) => {
    expect(lengthOf(ms)).toBe(text);
  });
});
