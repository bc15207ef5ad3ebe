import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { NoticeLedger } from './NoticeLedger';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('NoticeLedger on %s', id => {
  it('tells each notice once', async () => {
    const knex = await initDatabase(databases, id);
    const clock = () => new Date('2026-11-22T10:00:00.000Z');
    const ledger = new NoticeLedger({ knex, clock });
    const claims = await Promise.all([
      ledger.claim('purge-soon:7'),
      ledger.claim('purge-soon:7'),
      ledger.claim('purge-soon:1'),
    ]);
    expect(claims.filter(Boolean)).toHaveLength(2);
    expect(await ledger.claim('purge-soon:7')).toBe(false);
  });
});
