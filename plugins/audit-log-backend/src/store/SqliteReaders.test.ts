import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import knexFactory, { Knex } from 'knex';
import { eventually } from '../__testUtils__/eventually';
import { recordedEvent, recordedEvents } from '../__testUtils__/recordedEvent';
import { readAs } from '../limits';
import { applyMigrations } from './applyMigrations';
import { EVENTS_TABLE } from './columns';
import { DatabaseEventStore } from './DatabaseEventStore';
import { ReadTimeoutError } from './EventReader';
import { limitTime } from './limitTime';
import { ReaderProcess } from './ReaderProcess';
import { sqliteReadersOf, SqliteReaders } from './SqliteReaders';
import { EventPredicate } from './types';

jest.setTimeout(120_000);

const ENDLESS =
  'with recursive c(n) as (select 1 union all select n + 1 from c) select max(n) from c';

/** Nobody waits for its answer. */
const endless: EventPredicate = query =>
  void query.whereRaw(`(${ENDLESS}) > 0`);

let folder: string;
let knex: Knex;

const openFile = (filename: string) => {
  knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  return knex;
};

const onNoReader = (problem: string) => {
  throw new Error(problem);
};

const createStore = async () => {
  await applyMigrations(openFile(join(folder, 'log.sqlite')));
  const limit = { readTimeoutMs: 60_000 };
  return DatabaseEventStore.create({ knex, ...limit, onNoReader });
};

/** The same log, for those who can't wait. */
const createHastyStore = () =>
  DatabaseEventStore.create({ knex, readTimeoutMs: 300, onNoReader });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-log-readers-'));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await knex.destroy();
  await rm(folder, { recursive: true });
});

describe('The processes that read an SQLite database', () => {
  it('find what the driver finds, however much it is', async () => {
    const store = await createStore();
    await store.append([
      recordedEvent({ client: null, meta: { text: 'ÄRGER 🙂', deep: [1.5] } }),
      ...recordedEvents(700),
    ]);
    const query = knex(EVENTS_TABLE).select('*').orderBy('sequence');
    const limit = { knex, timeoutMs: 60_000 };
    const found = await limitTime(limit, reader => {
      expect(reader.isStoppable).toBe(true);
      return reader.run(query.clone());
    });
    expect(found).toHaveLength(701);
    expect(found).toEqual(await query);
  });

  it('refuse what is wrong as the driver does, and go on', async () => {
    const store = await createStore();
    await store.append(recordedEvents(2));
    const options = { order: 'desc', limit: 9 } as const;
    const wrong: EventPredicate = query => void query.whereRaw('e.no_such = 1');
    await expect(store.list({ ...options, where: [wrong] })).rejects.toThrow(
      /no such column: e.no_such/,
    );
    expect((await store.list({ ...options, where: [] })).items).toHaveLength(2);
  });

  it('can only read', async () => {
    await createStore();
    const limit = { knex, timeoutMs: 60_000 };
    await expect(
      limitTime(limit, reader => reader.run(knex(EVENTS_TABLE).delete())),
    ).rejects.toThrow();
  });

  it('are ended when the time is up, and others go on meanwhile', async () => {
    const store = await createStore();
    const hasty = await createHastyStore();
    await store.append(recordedEvents(2));
    const options = { order: 'desc', limit: 9 } as const;
    const dear = Promise.allSettled([
      hasty.list({ ...options, where: [endless] }),
    ]);
    // Held up, this would never come to its end.
    const { completeTo } = await store.append(recordedEvents(1));
    expect(completeTo.sequence).toBe('3');
    expect(await dear).toEqual([
      { status: 'rejected', reason: expect.any(ReadTimeoutError) },
    ]);
    expect((await store.list({ ...options, where: [] })).items).toHaveLength(3);
  });

  it('end for a caller who leaves, and their next question is answered', async () => {
    const store = await createStore();
    await store.append(recordedEvents(2));
    const options = { order: 'desc', limit: 9 } as const;
    const caller = 'user:default/grace';
    const leaving = new AbortController();
    const read = jest.spyOn(ReaderProcess.prototype, 'read');
    const dear = readAs({ caller, signal: leaving.signal }, () =>
      store.list({ ...options, where: [endless] }),
    );
    const isEndless = ([sql]: [string, ...unknown[]]) => sql.includes(ENDLESS);
    await Promise.race([
      dear,
      eventually(() => expect(read.mock.calls.some(isEndless)).toBe(true)),
    ]);
    const reader = read.mock.contexts[read.mock.calls.findIndex(isEndless)];
    leaving.abort(new Error('The caller left'));
    await expect(dear).rejects.toThrow('The caller left');
    const { signal } = new AbortController();
    const page = await readAs({ caller, signal }, () =>
      store.list({ ...options, where: [] }),
    );
    expect(page.items).toHaveLength(2);
    // It was amid the statement, which had to go with it.
    expect(reader.hasEnded).toBe(true);
  });

  it('leave one for others when somebody asks as much as they can', async () => {
    const store = await createStore();
    await store.append(recordedEvents(2));
    const options = { order: 'desc', limit: 9 } as const;
    const leaving = new AbortController();
    const dear = Promise.allSettled(
      Array.from({ length: 4 }, () =>
        readAs({ caller: 'user:default/grace', signal: leaving.signal }, () =>
          store.list({ ...options, where: [endless] }),
        ),
      ),
    );
    const { signal } = new AbortController();
    const page = await readAs({ caller: 'user:default/ada', signal }, () =>
      store.list({ ...options, where: [] }),
    );
    expect(page.items).toHaveLength(2);
    const reason = new Error('The caller left');
    leaving.abort(reason);
    expect(await dear).toEqual(
      Array.from({ length: 4 }, () => ({ status: 'rejected', reason })),
    );
    // What was under way for them is ended, not only its answer.
    const next = await readAs({ caller: 'user:default/grace', signal }, () =>
      store.list({ ...options, where: [] }),
    );
    expect(next.items).toHaveLength(2);
  });

  it('read downloads, and end them', async () => {
    const store = await createStore();
    const hasty = await createHastyStore();
    await store.append(recordedEvents(1_100));
    const range = { fromSequence: '1', toSequence: '1100' };
    let rows = 0;
    for await (const _ of store.scan({ where: [], ...range })) {
      rows += 1;
    }
    expect(rows).toBe(1_100);
    await expect(
      hasty.scan({ where: [endless], ...range }).next(),
    ).rejects.toThrow(ReadTimeoutError);
  });

  it('are not there for a database in memory', async () => {
    await applyMigrations(openFile(':memory:'));
    const store = await DatabaseEventStore.create({ knex });
    await store.append(recordedEvents(2));
    expect(sqliteReadersOf(knex)).toBeUndefined();
    const { items } = await store.list({ where: [], order: 'desc', limit: 9 });
    expect(items).toHaveLength(2);
  });

  it('are told of once where none can be started', async () => {
    openFile(join(folder, 'log.sqlite'));
    const problems: string[] = [];
    const readers = new SqliteReaders({
      driver: join(folder, 'no-driver'),
      file: join(folder, 'log.sqlite'),
      onProblem: problem => problems.push(problem),
    });
    const options = { reading: undefined, timeoutMs: 60_000 };
    const leave = jest.fn();
    for (let i = 0; i < 2; i++) {
      const work = async () => 'read by a process';
      expect(await readers.read(options, leave, work)).toBeUndefined();
    }
    // Who reads in the backend's process holds no place of another one.
    expect(leave).toHaveBeenCalledTimes(2);
    expect(problems).toEqual([expect.stringContaining('no-driver')]);
  });

  it('end with a backend that was killed, also amid a statement', async () => {
    await createStore();
    const backend = `
      const { fork } = require('node:child_process');
      const [script, driver, file, sql] = process.argv.slice(1);
      const child = fork(script, [], { serialization: 'advanced' });
      child.send({ open: { driver, file } });
      child.on('message', () => {
        child.send({ query: { sql, bindings: [] } });
        console.log(child.pid);
      });
    `;
    const killed = spawn(process.execPath, [
      '-e',
      backend,
      resolvePackagePath(
        'backstage-plugin-audit-log-backend',
        'reader/readLog.js',
      ),
      require.resolve('better-sqlite3'),
      join(folder, 'log.sqlite'),
      ENDLESS,
    ]);
    const reader = await new Promise<string>(resolve =>
      killed.stdout.once('data', data => resolve(String(data).trim())),
    );
    expect(await isRunning(reader)).toBe(true);
    killed.kill('SIGKILL');
    await eventually(async () => expect(await isRunning(reader)).toBe(false));
  });
});

async function isRunning(pid: string): Promise<boolean> {
  try {
    process.kill(Number(pid), 0);
    // Nobody may have asked how it ended: then it is there by name only.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return !/^\d+ \(.*\) Z/.test(stat);
  } catch {
    return false;
  }
}
