import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { eventOf, idsOf } from '../tests/recordedEvents';
import { JournalKeeper, JournalKeeperOptions } from './JournalKeeper';

const directory = createMockDirectory();
let keepers: JournalKeeper[] = [];

/** A process with a journal in a folder below the directory of the test. */
function startProcess(
  folder: string,
  options: Partial<JournalKeeperOptions> = {},
) {
  const keeper = new JournalKeeper({
    folder: directory.resolve(folder),
    maxBytes: 16 * 1024 * 1024,
    now: Date.now,
    database: 'database a',
    ...options,
  });
  keepers.push(keeper);
  keeper.start(() => {});
  return keeper;
}

/** From here on every process looks dead. */
function killAll() {
  for (const path of processFolders()) {
    const owner = JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8'));
    writeFileSync(
      join(path, 'owner.json'),
      JSON.stringify({ ...owner, pid: 4_194_305 }),
    );
  }
}

function processFolders(): string[] {
  return readdirSync(directory.path, { recursive: true, encoding: 'utf8' })
    .filter(name => /process-[^/]+$/.test(name))
    .map(name => directory.resolve(name));
}

function write({ journal }: JournalKeeper) {
  const event = eventOf();
  journal.write(event, { operationId: event.id, spill: false });
  return event;
}

async function taken({ journal }: JournalKeeper) {
  return idsOf((await journal.takeSpilled()).map(({ event }) => event));
}

describe('the log of a journal', () => {
  beforeEach(() => directory.clear());

  afterEach(() => {
    keepers.forEach(keeper => keeper.stop());
    keepers = [];
  });

  it('waits with taking over until the log is known', async () => {
    const dead = startProcess('j');
    dead.belongTo('log 1');
    const event = write(dead);
    killAll();
    const next = startProcess('j');
    expect(await taken(next)).toEqual([]);
    next.belongTo('log 1');
    expect(await taken(next)).toEqual([event.id]);
    expect(next.journal.status().problems).toEqual([]);
  });

  it('is never taken over by another log, and reported', async () => {
    const dead = startProcess('j');
    dead.belongTo('log 1');
    const event = write(dead);
    killAll();
    const [folder] = processFolders();

    // Not even with the database of the same name.
    const other = startProcess('j');
    other.belongTo('log 2');
    expect(await taken(other)).toEqual([]);
    expect(other.journal.status().problems).toEqual([
      expect.stringContaining(folder),
    ]);
    other.stop();
    expect(existsSync(folder)).toBe(true);

    const own = startProcess('j', { database: 'the same, renamed' });
    own.belongTo('log 1');
    expect(await taken(own)).toEqual([event.id]);
    expect(own.journal.status().problems).toEqual([]);
  });

  it('is told by its database where its process never knew the log', async () => {
    const event = write(startProcess('j'));
    killAll();
    const other = startProcess('j', { database: 'database b' });
    other.belongTo('log 2');
    expect(await taken(other)).toEqual([]);
    expect(other.journal.status().problems).toHaveLength(1);
    const own = startProcess('j');
    own.belongTo('log 1');
    expect(await taken(own)).toEqual([event.id]);
  });

  it('takes files of the first release, which say nothing, from its own folder and the former one only', async () => {
    const events = ['j', 'former', 'sibling-x'].map(folder =>
      write(startProcess(folder)),
    );
    killAll();
    processFolders().forEach(path => rmSync(join(path, 'log.json')));
    const next = startProcess('j', {
      formerFolder: directory.resolve('former'),
      siblingPrefix: 'sibling-',
    });
    next.belongTo('log 1');
    expect((await taken(next)).sort()).toEqual(
      [events[0].id, events[1].id].sort(),
    );
    expect(next.journal.status().problems).toEqual([]);
    expect(processFolders().map(path => path.includes('sibling-'))).toEqual(
      expect.arrayContaining([true]),
    );
  });

  it('finds what it left under another name of its database', async () => {
    const dead = startProcess('journal-1', { database: 'db.example.com' });
    dead.belongTo('log 1');
    const event = write(dead);
    const other = startProcess('journal-2', { database: 'elsewhere' });
    other.belongTo('log 2');
    write(other);
    killAll();
    const next = startProcess('journal-3', { siblingPrefix: 'journal-' });
    next.belongTo('log 1');
    expect(await taken(next)).toEqual([event.id]);
    // Other portals of the machine are no trouble of ours.
    expect(next.journal.status().problems).toEqual([]);
  });

  it('says so again when its folder is made anew', () => {
    const keeper = startProcess('j');
    keeper.belongTo('log 1');
    keeper.journal.tidy();
    write(keeper);
    const [folder] = processFolders();
    expect(JSON.parse(readFileSync(join(folder, 'log.json'), 'utf8'))).toEqual({
      v: 1,
      database: 'database a',
      log: 'log 1',
    });
  });
});
