import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore } from '../store';
import { replicasSeen } from './replicasSeen';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('replicasSeen on %s', id => {
  it('names who recorded within minutes, and no pods of before', async () => {
    const knex = await initDatabase(databases, id);
    const now = Date.now();
    for (const [instance, minutesAgo] of [
      ['pod-1', 60 * 24],
      ['pod-2', 6],
      ['pod-3', 4],
      ['pod-4', 0],
      ['pod-2', 6],
    ] as const) {
      const store = await DatabaseEventStore.create({
        knex,
        clock: () => now - minutesAgo * 60_000,
      });
      await store.append([recordedEvent({ instance })]);
    }
    expect(await replicasSeen(knex, new Date(now))).toEqual(['pod-3', 'pod-4']);
  });
});
