import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  appendFileSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { begunOf, eventOf, idsOf } from '../tests/recordedEvents';
import { FileJournal } from './FileJournal';
import { JournalKeeper } from './JournalKeeper';
import { LOSS_IS_RECENT_MS } from './LossCount';
import { UnknownOutcome } from './adopt';
import { becomeAdopter } from './adopter';

const directory = createMockDirectory();
let now = 0;
let keepers: JournalKeeper[] = [];

function startKeeper(options: { maxBytes?: number } = {}) {
  const unknown: UnknownOutcome[] = [];
  const keeper = new JournalKeeper({
    folder: directory.path,
    maxBytes: options.maxBytes ?? 16 * 1024 * 1024,
    now: () => now,
  });
  keepers.push(keeper);
  keeper.start(outcomes => unknown.push(...outcomes));
  keeper.belongTo(undefined);
  return { keeper, journal: keeper.journal, unknown };
}

/** Makes the folders look as if their process had died. */
function killOwners() {
  const folders = readdirSync(directory.path).filter(name =>
    name.startsWith('process-'),
  );
  for (const name of folders) {
    const path = join(directory.path, name, 'owner.json');
    const owner = JSON.parse(readFileSync(path, 'utf8'));
    // Larger than any process id on Linux.
    writeFileSync(path, JSON.stringify({ ...owner, pid: 4_194_305 }));
  }
}

function filesOf(suffix = '.jsonl') {
  return readdirSync(directory.path, { recursive: true })
    .map(String)
    .filter(name => name.endsWith(suffix))
    .sort();
}

async function takeAll(journal: FileJournal) {
  const taken = [];
  for (;;) {
    const some = await journal.takeSpilled();
    if (some.length === 0) {
      return taken;
    }
    taken.push(...some);
  }
}

const keep = { spill: false };

describe('FileJournal', () => {
  beforeEach(() => {
    directory.clear();
    now = Date.now();
  });

  afterEach(() => {
    keepers.forEach(keeper => keeper.stop());
    keepers = [];
  });

  it('gives what a dead process left to the next one, once', async () => {
    const dead = startKeeper();
    const events = Array.from({ length: 5 }, () => eventOf());
    for (const event of events) {
      dead.journal.write(event, { operationId: event.id, ...keep });
    }
    const acked = dead.journal.write(eventOf(), { operationId: 'x', ...keep });
    acked?.mark.release();
    killOwners();

    const next = startKeeper();
    expect(next.journal.isSpilling).toBe(true);
    const taken = await takeAll(next.journal);
    expect(idsOf(taken.map(({ event }) => event))).toEqual(
      expect.arrayContaining(idsOf(events)),
    );
    expect(next.unknown).toEqual([]);
    taken.forEach(({ mark }) => mark.release());
    expect(filesOf()).toEqual([]);

    expect(await takeAll(startKeeper().journal)).toEqual([]);
  });

  it('leaves the journal of a living process alone', async () => {
    const living = startKeeper();
    living.journal.write(eventOf(), { operationId: 'x', ...keep });
    expect(await takeAll(startKeeper().journal)).toEqual([]);
    expect(filesOf()).toHaveLength(1);
  });

  it('is taken over by one process at a time', async () => {
    const dead = startKeeper();
    const event = eventOf();
    dead.journal.write(event, { operationId: event.id, ...keep });
    killOwners();
    const giveBack = becomeAdopter(directory.path, now);
    expect(becomeAdopter(directory.path, now)).toBeUndefined();
    const during = startKeeper();
    expect(during.journal.isSpilling).toBe(false);
    expect(during.journal.status().problems).toEqual([]);
    giveBack?.();
    const taken = await takeAll(startKeeper().journal);
    expect(idsOf(taken.map(one => one.event))).toEqual([event.id]);
  });

  it('is taken over in the place of an adopter that died', () => {
    becomeAdopter(directory.path, now);
    const path = join(directory.path, 'adopter-1.json');
    const owner = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...owner, pid: 4_194_305 }));
    expect(becomeAdopter(directory.path, now)).toBeDefined();
    expect(readdirSync(directory.path)).toEqual(['adopter-2.json']);
  });

  it('keeps a begin until what became of it is durable', async () => {
    const dead = startKeeper();
    const open = begunOf();
    dead.journal.begin(open);
    killOwners();
    const second = startKeeper();
    expect(await takeAll(second.journal)).toEqual([]);
    killOwners();
    const third = startKeeper();
    expect(third.unknown).toMatchObject([{ operationId: open.id }]);
    expect(await takeAll(third.journal)).toEqual([]);
    third.unknown.forEach(({ mark }) => mark.release());
    expect(filesOf()).toEqual([]);
  });

  it('takes an owner on another host for dead only after a long silence', async () => {
    const other = startKeeper();
    other.journal.write(eventOf(), { operationId: 'x', ...keep });
    const [folder] = readdirSync(directory.path).filter(name =>
      name.startsWith('process-'),
    );
    writeFileSync(
      join(directory.path, folder, 'owner.json'),
      JSON.stringify({ host: 'elsewhere', pid: 1, startedAt: null }),
    );
    now = statSync(join(directory.path, folder, 'owner.json')).mtimeMs;
    expect(await takeAll(startKeeper().journal)).toHaveLength(0);
    now += 10 * 60_000;
    expect(await takeAll(startKeeper().journal)).toHaveLength(1);
  });

  it('makes unknown outcomes of operations that were open', () => {
    const dead = startKeeper();
    const [open, recorded, ended, pending] = Array.from({ length: 4 }, () =>
      begunOf(),
    );
    dead.journal.begin(open);
    dead.journal.begin(recorded, 'next-id');
    dead.journal.begin(ended);
    dead.journal.write(
      { ...ended, outcome: 'failed' },
      { operationId: ended.id, ...keep },
    );
    dead.journal.begin(pending);
    dead.journal.begin(pending, 'amending-id');
    dead.journal.write(pending, { operationId: pending.id, ...keep });
    killOwners();

    const { unknown } = startKeeper();
    expect(unknown).toMatchObject([
      { operationId: open.id, event: { ...open, outcome: 'unknown' } },
      {
        operationId: recorded.id,
        event: {
          ...recorded,
          outcome: 'unknown',
          id: 'next-id',
          amends: recorded.id,
        },
      },
      {
        operationId: pending.id,
        event: {
          ...pending,
          outcome: 'unknown',
          id: 'amending-id',
          amends: pending.id,
        },
      },
    ]);
  });

  it('does without a torn last line, and counts damage elsewhere', async () => {
    const dead = startKeeper();
    const events = [eventOf(), eventOf()];
    dead.journal.write(events[0], { operationId: events[0].id, ...keep });
    const [file] = filesOf();
    appendFileSync(join(directory.path, file), 'rubbish\n');
    dead.journal.write(events[1], { operationId: events[1].id, ...keep });
    appendFileSync(join(directory.path, file), `{"e":{"id":"half`);
    killOwners();

    const { journal } = startKeeper();
    const taken = await takeAll(journal);
    expect(idsOf(taken.map(({ event }) => event))).toEqual(idsOf(events));
    expect(journal.status()).toMatchObject({
      damagedLines: 1,
      problems: [expect.stringContaining('1 lines of an earlier journal')],
    });
  });

  it('frees the disk when nothing is needed any more', () => {
    const { journal, keeper } = startKeeper();
    for (let i = 0; i < 200; i += 1) {
      const event = eventOf({ meta: { text: 'x'.repeat(1000) } });
      const begun = journal.begin(event);
      const written = journal.write(event, { operationId: event.id, ...keep });
      begun?.release();
      written?.mark.release();
      written?.mark.release();
    }
    expect(journal.status().bytes).toBeLessThan(70_000);
    keeper.stop();
    expect(filesOf()).toEqual([]);
  });

  it('brings back in order what was on disk only', async () => {
    const { journal } = startKeeper();
    const events = Array.from({ length: 30 }, () => eventOf());
    for (const event of events) {
      journal.write(event, { operationId: event.id, spill: true });
    }
    expect(journal.status().spilled).toBe(30);
    const taken = await takeAll(journal);
    expect(idsOf(taken.map(({ event }) => event))).toEqual(idsOf(events));
    expect(journal.isSpilling).toBe(false);
    taken.forEach(({ mark }) => mark.release());
    expect(journal.status()).toMatchObject({ spilled: 0, bytes: 0 });
  });

  it('gives up the oldest low severities when it is full, and keeps the rest', async () => {
    const { journal } = startKeeper({ maxBytes: 160_000 });
    const givenUp: unknown[] = [];
    const marks = new Map<unknown, string>();
    journal.onGivenUp(isGivenUp => {
      for (const [mark, id] of marks) {
        if (isGivenUp(mark as never)) {
          givenUp.push(id);
        }
      }
    });
    const text = 'x'.repeat(500);
    const high = Array.from({ length: 60 }, () =>
      eventOf({ severity: 'high', meta: { text } }),
    );
    const low = Array.from({ length: 400 }, () => eventOf({ meta: { text } }));
    for (const event of [...high, ...low]) {
      const written = journal.write(event, { operationId: event.id, ...keep });
      marks.set(written?.mark, event.id);
    }
    const { dropped, bytes, maxBytes, problems } = journal.status();
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(dropped).toBeGreaterThan(100);
    expect(givenUp).toEqual(idsOf(low.slice(0, dropped)));
    expect(problems.join()).toContain(`${dropped} events were given up`);
    now += LOSS_IS_RECENT_MS;
    expect(journal.status()).toMatchObject({ dropped, problems: [] });
  });

  it('writes what is spilled and what is not side by side, into few files', () => {
    const { journal } = startKeeper();
    for (let i = 0; i < 200; i += 1) {
      const event = eventOf();
      const spill = i % 2 === 0;
      journal.write(event, { operationId: event.id, spill });
    }
    expect(filesOf()).toHaveLength(2);
  });

  it('moves the begins of long operations on, instead of keeping old files', () => {
    const { journal } = startKeeper({ maxBytes: 160_000 });
    const long = begunOf();
    const mark = journal.begin(long);
    for (let i = 0; i < 2000; i += 1) {
      const event = eventOf({ meta: { text: 'x'.repeat(500) } });
      journal.write(event, { operationId: event.id, ...keep })?.mark.release();
    }
    expect(filesOf().length).toBeLessThan(20);
    killOwners();
    expect(startKeeper().unknown.map(({ operationId }) => operationId)).toEqual(
      [long.id],
    );
    mark?.release();
  });

  it('stays within its bounds whatever never ends', () => {
    const { journal } = startKeeper({ maxBytes: 160_000 });
    const begun = Array.from({ length: 2000 }, () => begunOf());
    begun.forEach(event => journal.begin(event));
    expect(journal.status().bytes).toBeLessThanOrEqual(160_000);
    killOwners();
    const unknown = startKeeper().unknown.map(({ operationId }) => operationId);
    expect(unknown.length).toBeGreaterThan(10);
    expect(unknown).toContain(begun.at(-1)?.id);
  });

  it('refuses without throwing where the disk does, and comes back', () => {
    const { journal } = startKeeper();
    directory.clear();
    // A file where the folder should be: nobody can write there, not even root.
    const [folder] = [journal.status().folder];
    writeFileSync(folder, '');
    expect(
      journal.write(eventOf(), { operationId: 'x', ...keep }),
    ).toBeUndefined();
    expect(journal.begin(begunOf())).toBeUndefined();
    expect(journal.status()).toMatchObject({
      usable: false,
      problems: [expect.stringContaining(`'${folder}' can't be written to`)],
    });
    directory.clear();
    now += 60_000;
    expect(
      journal.write(eventOf(), { operationId: 'x', ...keep }),
    ).toBeDefined();
    expect(journal.status()).toMatchObject({ usable: true, problems: [] });
  });

  it('comes back to a disk at once where the clock was set back meanwhile', () => {
    const { journal } = startKeeper();
    journal.reportTrouble(new Error('no space left'));
    expect(journal.begin(begunOf())).toBeUndefined();
    now -= 3_600_000;
    expect(journal.begin(begunOf())).toBeDefined();
    expect(journal.status().problems).toEqual([]);
  });

  it('forgets everything when it is told to', async () => {
    const { journal } = startKeeper();
    const written = journal.write(eventOf(), { operationId: 'x', spill: true });
    journal.begin(begunOf());
    journal.discard();
    written?.mark.release();
    expect(await takeAll(journal)).toEqual([]);
    expect(filesOf()).toEqual([]);
    expect(journal.status()).toMatchObject({ bytes: 0, dropped: 0 });
  });
});
