import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { FailedLooks } from './FailedLooks';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute));

describe.each(databases.eachSupportedId())('FailedLooks on %s', id => {
  async function start() {
    const knex = await initDatabase(databases, id);
    let now = at(0);
    const replica = () => new FailedLooks({ knex, clock: () => now });
    const [one, other] = [replica(), replica()];
    const look = async (
      looks: FailedLooks,
      minute: number,
      failure?: string,
    ) => {
      now = at(minute);
      await looks.watch(async () => {
        if (failure) {
          throw new Error(failure);
        }
      });
    };
    return { one, other, look };
  }

  it('tells since when looks fail, and why, whichever replica is asked', async () => {
    const { one, other, look } = await start();
    expect(await one.problem()).toBeUndefined();
    await expect(look(one, 1, 'Not Found')).rejects.toThrow('Not Found');
    await expect(look(other, 2, 'Bad Gateway')).rejects.toThrow('Bad Gateway');
    for (const replica of [one, other]) {
      expect(await replica.problem()).toBe(
        'Changes of the catalog are not recorded: looking at it has failed since 2026-11-22T10:01:00.000Z: Bad Gateway',
      );
    }
  });

  it('forgets it with the first look that goes well, and begins anew', async () => {
    const { one, other, look } = await start();
    await expect(look(one, 1, 'Not Found')).rejects.toThrow();
    await look(other, 2);
    expect(await one.problem()).toBeUndefined();
    await expect(look(one, 3, 'Gone')).rejects.toThrow();
    expect(await other.problem()).toMatch(/since 2026-11-22T10:03.*: Gone$/);
  });

  it('keeps the beginning of a message without end', async () => {
    const { one, look } = await start();
    await expect(look(one, 1, 'x'.repeat(100_000))).rejects.toThrow();
    expect((await one.problem())!.length).toBeLessThan(700);
  });
});
