import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { clientKey, identityOfToken } from './clientKey';
import { DatabaseClients } from './DatabaseClients';
import { KnownClients } from './KnownClients';
import { ClientEntry, ClientStore } from './types';

jest.setTimeout(120_000);

const NOW = Date.parse('2026-11-30T12:00:00Z');
const encoded = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the auth plugin issues it, and the shorter one made of it. */
function tokens(proof: string, issuedAt = NOW / 1000 - 600) {
  const claims = { sub: 'user:default/ada', iat: issuedAt, exp: NOW };
  return {
    full: `${encoded({ typ: 'full' })}.${encoded({
      ...claims,
      uip: proof,
    })}.signature`,
    limited: `${encoded({ typ: 'limited' })}.${encoded(claims)}.${proof}`,
  };
}

const keyOf = (token: string) => identityOfToken(token)!.key;
const assistant = { id: 'https://assistant.example/client.json', name: 'Bot' };

describe('the identity of a token', () => {
  it('is that of the shorter one that plugins hand on', () => {
    const { full, limited } = tokens('p1');
    expect(keyOf(limited)).toBe(keyOf(full));
    expect(keyOf(tokens('p2').full)).not.toBe(keyOf(full));
  });

  it.each(['', 'abc', 'a.b.c', 'a.bnVsbA.c', `${encoded({})}.${encoded({})}`])(
    'is none for %p',
    token => expect(identityOfToken(token)).toBeUndefined(),
  );
});

describe('known clients', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    let knex: Knex;
    let now = NOW;
    beforeAll(async () => {
      knex = await databases.init(id);
      await knex.migrate.latest({
        directory: resolvePackagePath(
          'backstage-plugin-audit-log-node',
          'migrations',
        ),
      });
    });

    function startReplica() {
      const clients = new KnownClients({
        logger: mockServices.logger.mock(),
        now: () => now,
        patienceMs: 60_000,
        waitMs: 60_000,
      });
      clients.keepIn(new DatabaseClients(knex, () => now));
      return clients;
    }

    it('are known to every replica, by the longer token and the shorter one', async () => {
      const { full, limited } = tokens(`shared ${id}`);
      await startReplica().remember(keyOf(full), assistant, NOW);
      const other = startReplica();
      for (const token of [full, limited]) {
        expect(await other.holderOf(token)).toMatchObject({
          ...assistant,
          isAssistant: false,
        });
      }
      expect(await other.holderOf(tokens('of nobody').full)).toBeUndefined();
    });

    it('are assistants for every replica once they spoke to the plugin for them', async () => {
      const { full, limited } = tokens(`assistant ${id}`);
      const [first, second] = [startReplica(), startReplica()];
      await first.remember(keyOf(full), assistant, NOW);
      expect(await second.holderOf(limited)).toMatchObject(assistant);
      await first.sawAssistant(full);
      // Renamed or not, what it is stays known.
      await first.remember(keyOf(full), { ...assistant, name: 'B' }, NOW);
      now += 1_000;
      for (const replica of [first, second, startReplica()]) {
        expect(await replica.holderOf(limited)).toMatchObject({
          isAssistant: true,
        });
      }
    });

    it('learn of a token that another replica has just issued', async () => {
      const { full } = tokens(`young ${id}`, NOW / 1000 - 1);
      const other = startReplica();
      expect(await other.holderOf(full)).toBeUndefined();
      await startReplica().remember(keyOf(full), assistant, NOW);
      now += 1_000;
      expect(await other.holderOf(full)).toMatchObject(assistant);
    });

    it('are forgotten when what they are about has ended', async () => {
      const clients = startReplica();
      const key = clientKey('code', `over ${id}`);
      await clients.remember(key, assistant, NOW / 1000 - 1);
      expect(await clients.find(key)).toBeUndefined();
    });
  });

  it('are known to the process alone where the database fails', async () => {
    const warn = jest.fn();
    const clients = new KnownClients({ logger: { warn }, now: () => NOW });
    const fail = jest.fn(async () => {
      throw new Error('away');
    });
    clients.keepIn({ find: fail, save: fail, markAssistant: fail });
    const { full } = tokens('local');
    await clients.remember(keyOf(full), assistant, NOW);
    expect(await clients.holderOf(full)).toMatchObject(assistant);
    expect(await clients.holderOf(tokens('other').full)).toBeUndefined();
    // It isn't asked again for a while, so that no request waits for it.
    expect(fail).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe('what a call asks the database about its token', () => {
  const entry: ClientEntry = {
    ...assistant,
    isAssistant: false,
    expiresAt: NOW,
  };
  const { full } = tokens('asked');
  const young = tokens('young', NOW / 1000 - 1).full;
  const silent = () => new Promise<never>(() => {});

  function startWith(store: Partial<ClientStore>) {
    const known = new KnownClients({ logger: { warn: jest.fn() } });
    const asked = {
      find: jest.fn(store.find ?? (async () => undefined)),
      save: jest.fn(store.save ?? (async () => {})),
      markAssistant: jest.fn(store.markAssistant ?? (async () => {})),
    };
    known.keepIn(asked);
    return { known, asked };
  }

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'], now: NOW });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['of a client that is no assistant', full, entry],
    ['that was issued just now', young, undefined],
  ])('is asked once at a time for one %s', async (_, token, found) => {
    const { known, asked } = startWith({ find: async () => found });
    const askMany = () =>
      Promise.all([...Array(9)].map(() => known.holderOf(token)));
    for (let times = 1; times <= 3; times += 1) {
      for (const answers of [await askMany(), await askMany()]) {
        expect(answers).toEqual([...Array(9)].map(() => found));
      }
      expect(asked.find).toHaveBeenCalledTimes(times);
      await jest.advanceTimersByTimeAsync(5_000);
    }
  });

  it('is asked again after a while where nobody had it', async () => {
    const { known, asked } = startWith({});
    expect(await known.holderOf(full)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await known.holderOf(full)).toBeUndefined();
    expect(asked.find).toHaveBeenCalledTimes(1);
    asked.find.mockResolvedValue(entry);
    await jest.advanceTimersByTimeAsync(5 * 60_000);
    expect(await known.holderOf(full)).toEqual(entry);
  });

  it('holds few calls up where it does not answer, and fills the cache later', async () => {
    const { known, asked } = startWith({ find: silent });
    await known.remember(keyOf(full), assistant, NOW);
    const first = known.holderOf(full);
    await jest.advanceTimersByTimeAsync(500);
    expect(await first).toEqual(entry);
    // None of these waits: the clock stands still.
    for (const token of [full, young, tokens('another').full]) {
      await known.holderOf(token);
    }
    await known.sawAssistant(young);
    await jest.advanceTimersByTimeAsync(60_000);
    asked.find.mockResolvedValue({ ...entry, id: 'found' });
    expect(await known.holderOf(young)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(0);
    expect(await known.holderOf(young)).toMatchObject({ id: 'found' });
  });

  it('is told later what it could not be told', async () => {
    let isAway = true;
    const saved: [string, ClientEntry][] = [];
    const marked: string[] = [];
    const { known } = startWith({
      save: (...args) => {
        saved.push(args);
        return isAway ? silent() : Promise.resolve();
      },
      markAssistant: async key => void marked.push(key),
    });
    const [one, other] = [full, tokens('other').full].map(keyOf);
    const remembered = known.remember(one, assistant, NOW);
    await jest.advanceTimersByTimeAsync(2_000);
    await remembered;
    await known.remember(other, assistant, NOW);
    await known.sawAssistant(full);
    isAway = false;
    saved.splice(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(saved.map(([key]) => key).sort()).toEqual([one, other].sort());
    expect(marked).toEqual([one]);
  });

  it('is told nothing for ever that it refuses', async () => {
    const { known, asked } = startWith({
      save: async () => {
        throw new Error('refused');
      },
    });
    await known.remember(keyOf(full), assistant, NOW);
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    const { length } = asked.save.mock.calls;
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(asked.save).toHaveBeenCalledTimes(length);
    expect(length).toBeGreaterThan(1);
  });
});
