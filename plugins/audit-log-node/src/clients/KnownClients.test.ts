import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { clientKey, identityOfToken } from './clientKey';
import { DatabaseClients } from './DatabaseClients';
import { KnownClients } from './KnownClients';

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
        now: () => NOW,
        patienceMs: 60_000,
      });
      clients.keepIn(new DatabaseClients(knex, () => NOW));
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
