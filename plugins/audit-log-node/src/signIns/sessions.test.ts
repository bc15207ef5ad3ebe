import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DatabaseSessions } from './DatabaseSessions';
import { MemorySessions } from './MemorySessions';
import { SessionsWithFallback } from './SessionsWithFallback';
import { Sessions, sessionKey } from './sessions';

const DAY_MS = 24 * 60 * 60 * 1000;
const ada = { user: 'user:default/ada', expiresAt: 5000 };
const later = { user: 'user:default/ada', expiresAt: 9000 };
const key = sessionKey('guest', 'user:default/ada', '10.0.0.1', 'browser');

function itKeepsSessions(create: () => Promise<Sessions>) {
  let sessions: Sessions;
  beforeEach(async () => {
    sessions = await create();
  });

  it('tells what was before', async () => {
    expect(await sessions.swap(key, ada)).toBeUndefined();
    expect(await sessions.swap(key, later)).toEqual(ada);
    expect(await sessions.swap(sessionKey('another'), ada)).toBeUndefined();
    expect(await sessions.take(key)).toEqual(later);
    expect(await sessions.take(key)).toBeUndefined();
    expect(await sessions.swap(key, ada)).toBeUndefined();
  });

  it('keeps sessions whose end nobody told', async () => {
    const open = { user: 'user:default/ada', expiresAt: undefined };
    await sessions.swap(key, open);
    expect(await sessions.take(key)).toEqual(open);
  });

  it('tells only one of many at once that nothing was', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sessions.swap(key, ada)),
    );
    expect(answers.filter(before => before === undefined)).toHaveLength(1);
  });

  it('tells only one of many at once what has ended', async () => {
    await sessions.swap(key, ada);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sessions.swap(key, later)),
    );
    expect(answers.filter(before => before?.expiresAt === 5000)).toHaveLength(
      1,
    );
  });
}

describe('sessions in memory', () => {
  itKeepsSessions(async () => new MemorySessions());
});

describe('sessions in a database', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('%p', id => {
    let knex: Knex;
    let now = 0;
    const create = () =>
      DatabaseSessions.create({ knex, now: () => now, migrate: true });

    beforeAll(async () => {
      knex = await databases.init(id);
      await create();
    });
    beforeEach(() => knex('audit_log_sessions').delete());

    itKeepsSessions(create);

    it('forget whom nobody saw for a month', async () => {
      now = 0;
      await (await create()).swap(key, ada);
      now = 31 * DAY_MS;
      const sessions = await create();
      await sessions.swap(sessionKey('another'), ada);
      expect(await sessions.swap(key, ada)).toBeUndefined();
    });
  });
});

describe('sessions while the database is away', () => {
  it('are remembered by the process', async () => {
    let isAway = true;
    const stored = new MemorySessions();
    const hanging = new Promise<undefined>(() => {});
    const sessions = new SessionsWithFallback({
      database: {
        swap: async (...args) => (isAway ? hanging : stored.swap(...args)),
        take: async () => {
          throw new Error('connection refused');
        },
      },
      logger: mockServices.logger.mock(),
      patienceMs: 1,
    });
    expect(await sessions.swap(key, ada)).toBeUndefined();
    expect(await sessions.swap(key, later)).toEqual(ada);
    expect(await sessions.take(key)).toEqual(later);
    isAway = false;
    await stored.swap(key, ada);
    expect(await sessions.swap(key, later)).toEqual(ada);
  });
});
