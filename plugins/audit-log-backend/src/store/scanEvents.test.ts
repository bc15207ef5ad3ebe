import { TestDatabases } from '@backstage/backend-test-utils';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { readAs } from '../limits';
import { DatabaseEventStore } from './DatabaseEventStore';
import { ReadTimeoutError } from './EventReader';

jest.setTimeout(120_000);

const LOCK = 1977;

/** Twenty people download the log, and each query waits for a lock. */
async function besetLog(
  databases: TestDatabases,
  options: { readTimeoutMs: number },
) {
  const knex = await initDatabase(databases, 'POSTGRES_15');
  const store = await DatabaseEventStore.create({ knex, ...options });
  await store.append(recordedEvents(3));
  const lock = await knex.transaction();
  await lock.raw('select pg_advisory_xact_lock(?)', [LOCK]);
  const { signal } = new AbortController();
  const download = async () => {
    const found = store.scan({
      where: [
        query =>
          void query.whereRaw('pg_advisory_xact_lock_shared(?) is not null', [
            LOCK,
          ]),
      ],
      fromSequence: '1',
      toSequence: '3',
    });
    let rows = 0;
    for await (const _ of found) {
      rows += 1;
    }
    return rows;
  };
  const downloads = Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      readAs({ caller: `user:default/u${i}`, signal }, download),
    ),
  );
  return { knex, store, downloads, release: () => lock.rollback() };
}

const databases = createTestDatabases();

const onPostgres = databases.supports('POSTGRES_15') ? describe : describe.skip;

onPostgres('Twenty downloads on PostgreSQL', () => {
  it('leave connections for appends and for whatever else is asked', async () => {
    const limit = { readTimeoutMs: 60_000 };
    const { knex, store, downloads, release } = await besetLog(
      databases,
      limit,
    );
    // Both need a connection while all twenty wait.
    const { completeTo } = await store.append(recordedEvents(2));
    expect(completeTo.sequence).toBe('5');
    expect(await knex.raw('select 1')).toMatchObject({ rowCount: 1 });
    await release();
    expect(await downloads).toEqual(
      Array.from({ length: 20 }, () => ({ status: 'fulfilled', value: 3 })),
    );
  });

  it('are stopped by the database, each of their queries', async () => {
    const limit = { readTimeoutMs: 50 };
    const { downloads, release } = await besetLog(databases, limit);
    expect(await downloads).toEqual(
      Array.from({ length: 20 }, () => ({
        status: 'rejected',
        reason: expect.any(ReadTimeoutError),
      })),
    );
    await release();
  });
});
