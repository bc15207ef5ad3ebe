import { parseQuery } from 'backstage-plugin-audit-log-common';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { narrowingHint } from '../query';
import { limitTime } from '../store';
import { answerOrHint } from './answerOrHint';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('a read that takes too long', () => {
  it('is given up by PostgreSQL and answered with a hint', async () => {
    const knex = await initDatabase(databases, 'POSTGRES_15');
    const read = answerOrHint('Choose less.', () =>
      limitTime({ knex, timeoutMs: 50 }, ({ run }) =>
        run(knex.raw('select pg_sleep(60)')),
      ),
    );
    await expect(read).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'The database did not find the answer within 0.05 seconds. Choose less.',
    });
    const { rows } = await knex.raw(
      `select count(*) as running from pg_stat_activity
       where datname = current_database() and query like '%pg_sleep(60)%'
         and state = 'active' and pid <> pg_backend_pid()`,
    );
    expect(rows).toEqual([{ running: '0' }]);
  });

  it('leaves no limit behind on the connection', async () => {
    const knex = await initDatabase(databases, 'POSTGRES_15');
    await limitTime({ knex, timeoutMs: 60_000 }, ({ run }) =>
      run(knex.raw('select 1')),
    );
    const { rows } = await knex.raw('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '0' }]);
  });

  it('can change nothing', async () => {
    const knex = await initDatabase(databases, 'POSTGRES_15');
    await expect(
      limitTime({ knex, timeoutMs: 60_000 }, ({ run }) =>
        run(knex.raw('create table t (a int)')),
      ),
    ).rejects.toThrow(/read-only transaction/);
  });

  it.each(databases.eachSupportedId())(
    'passes other failures on as they are on %s',
    async id => {
      const knex = await initDatabase(databases, id);
      await expect(
        answerOrHint('x', () =>
          limitTime({ knex, timeoutMs: 60_000 }, ({ run }) =>
            run(knex.raw('nonsense')),
          ),
        ),
      ).rejects.toThrow(/syntax error/);
    },
  );
});

describe('narrowingHint', () => {
  it.each([
    ['plugin:catalog', false, /^Choose a range of time/],
    ['ab', true, /more than "ab"/],
    ['event:*-mutate', true, /how the value of "event" begins/],
    ['plugin:catalog', true, /add an actor or a target/],
    ['actor:ada', true, /^Choose a shorter range of time\.$/],
  ])('for %j with a range %s says %s', (q, hasRange, hint) => {
    expect(narrowingHint(parseQuery(q), hasRange)).toMatch(hint);
  });
});
