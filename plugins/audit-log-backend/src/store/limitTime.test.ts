import { Knex } from 'knex';
import { ReadTimeoutError } from './EventReader';
import { limitTime } from './limitTime';
import { PgClient } from './PgConnection';

const head = [{}, { rows: [{ sequence: '7', time: '0' }] }];
const silent = () => new Promise<never>(() => {});

/** A pool whose connections answer so many messages, and then go silent. */
function poolOf(answers: number) {
  const connections: (PgClient & { isDestroyed: boolean })[] = [];
  const released: PgClient[] = [];
  const client = {
    config: { client: 'pg' },
    pool: { max: 2 },
    acquireConnection: async () => {
      let left = answers;
      const connection = {
        isDestroyed: false,
        query: () => {
          left -= 1;
          return left < 0 ? silent() : Promise.resolve(head);
        },
        connection: {
          stream: {
            destroy: () => {
              connection.isDestroyed = true;
            },
          },
        },
      };
      connections.push(connection);
      return connection;
    },
    releaseConnection: async (connection: PgClient) => {
      released.push(connection);
    },
  };
  return { knex: { client } as unknown as Knex, connections, released };
}

const query = { connection: silent } as unknown as Knex.QueryBuilder;

describe('a connection to PostgreSQL that goes silent', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['from its first message on', 0],
    ['amid a query', 1],
  ])('%s is ended, and leaves its place to the next', async (_, answers) => {
    const { knex, connections, released } = poolOf(answers);
    for (let asked = 1; asked <= 3; asked += 1) {
      const found = Promise.allSettled([
        limitTime({ knex, timeoutMs: 30_000 }, reader => reader.run(query)),
      ]);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(await found).toEqual([
        { status: 'rejected', reason: expect.any(ReadTimeoutError) },
      ]);
      expect(connections).toHaveLength(asked);
      expect(released).toEqual(connections);
    }
    for (const connection of connections) {
      expect(connection.isDestroyed).toBe(true);
      expect(connection.__knex__disposed).toBeDefined();
    }
  });

  it('after the answer holds its place no longer than a query', async () => {
    const { knex, connections, released } = poolOf(1);
    for (let asked = 1; asked <= 3; asked += 1) {
      expect(
        await limitTime(
          { knex, timeoutMs: 30_000 },
          async ({ completeTo }) => completeTo.sequence,
        ),
      ).toBe('7');
      await jest.advanceTimersByTimeAsync(60_000);
      expect(released).toHaveLength(asked);
    }
    expect(connections.every(({ isDestroyed }) => isDestroyed)).toBe(true);
  });
});
