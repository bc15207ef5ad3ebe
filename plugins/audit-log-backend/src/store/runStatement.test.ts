import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { EVENTS_TABLE, HEAD_TABLE } from './columns';
import { DatabaseEventStore } from './DatabaseEventStore';
import { copyProblem } from './runStatement';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });

type Connection = Record<string, unknown>;

/** What another `pg` could be like, each done to one connection. */
const clients: [string, (connection: Connection) => void][] = [
  [
    'without a way to send the data',
    connection => {
      connection.sendCopyFromChunk = undefined;
    },
  ],
  [
    'without a way to end the data',
    connection => {
      connection.endCopyFrom = undefined;
    },
  ],
  [
    'that sends no data by that name',
    connection => {
      connection.sendCopyFromChunk = () => {};
      connection.endCopyFrom = () => {};
    },
  ],
  [
    'that throws',
    connection => {
      connection.sendCopyFromChunk = () => {
        throw new Error('Not like this');
      };
    },
  ],
];

/** The same database by connections that were changed. */
function changed(knex: Knex, change: (connection: Connection) => void): Knex {
  const { client } = knex;
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = async () => {
    const raw = await acquire();
    change(raw.connection);
    return raw;
  };
  return knex;
}

describe.each(databases.eachSupportedId())('copyProblem on %s', id => {
  it('finds none with the client that Backstage brings', async () => {
    const knex = await initDatabase(databases, id);
    expect(await copyProblem(knex)).toBeUndefined();
    const heard = jest.fn();
    await DatabaseEventStore.create({ knex, onNoCopy: heard });
    expect(heard).not.toHaveBeenCalled();
    expect(await knex(EVENTS_TABLE)).toEqual([]);
  });

  it('looks twice, as a connection may break', async () => {
    const knex = await initDatabase(databases, id);
    let looks = 0;
    changed(knex, connection => {
      looks += 1;
      if (looks === 1) {
        (connection.stream as { destroy(): void }).destroy();
      }
    });
    expect(await copyProblem(knex)).toBeUndefined();
  });

  it.each(clients)('records with a client %s', async (_, change) => {
    const knex = changed(await initDatabase(databases, id), change);
    const problems: string[] = [];
    const store = await DatabaseEventStore.create({
      knex,
      onNoCopy: problem => problems.push(problem),
    });
    expect(problems).toEqual([expect.any(String)]);

    const awkward = `'; drop table x; -- \\ \\n \n\t\r "$1 ? :id E' 文 🎉`;
    const full = recordedEvent({
      target: { type: 'entity', ref: awkward },
      meta: { [awkward]: [awkward, null, 7, true, { deep: awkward }] },
      error: { name: 'Error', message: awkward },
      outcome: 'failed',
    });
    const events = [full, recordedEvent({ client: null, request: null })];
    // At once, so that the second is sealed on a head that is foreseen.
    const amending = recordedEvent({ amends: full.id, outcome: 'succeeded' });
    const results = await Promise.all([
      store.append(events),
      store.append([recordedEvent()]),
      store.append([amending]),
      store.append([full]),
    ]);
    expect(
      results.map(({ appended, duplicates }) => [appended, duplicates]),
    ).toEqual([
      [2, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    const { sequence } = await knex(HEAD_TABLE).first('sequence');
    expect(Number(sequence)).toBe(4);
    expect(await store.get(full.id, [])).toMatchObject({
      target: full.target,
      meta: full.meta,
      error: full.error,
    });
    await store.append(
      Array.from({ length: 500 }, () => recordedEvent({ meta: full.meta })),
    );
    expect((await store.completeTo()).sequence).toBe('504');
  });
});
