import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { RemovalWarning } from './RemovalWarning';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('RemovalWarning on %s', id => {
  it('is what the last run found, for every replica', async () => {
    const knex = await initDatabase(databases, id);
    const [first, second] = [0, 1].map(() => new RemovalWarning({ knex }));
    expect(await second.problem()).toBeUndefined();
    await first.note('the schedules are away');
    await first.note('the exports are away');
    expect(await second.problem()).toBe('the exports are away');
    await second.note(undefined);
    expect(await first.problem()).toBeUndefined();
  });
});
