import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { storedGrant } from '../__testUtils__/storedGrant';
import { createNotifier } from '../notifications';
import { createGrants } from './createGrants';
import { DatabaseGrantStore } from './DatabaseGrantStore';
import { StoredGrant } from './types';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const start = Date.parse('2026-11-20T10:00:00.000Z');

const at = (ms: number) => new Date(ms).toISOString();

const user = (name: string, displayName: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName } },
});

describe.each(databases.eachSupportedId())('the end of a grant on %s', id => {
  let knex: Knex;
  let now: number;
  let sent: { to: unknown; title: string; description?: string }[];

  const clock = () => new Date(now);

  beforeEach(async () => {
    knex = await initDatabase(databases, id);
    now = start;
    sent = [];
  });

  function startReplica(
    config: Partial<Parameters<typeof createGrants>[0]['config']> = {},
  ) {
    const auth = mockServices.auth();
    const notifier = createNotifier({
      knex,
      clock,
      logger: mockServices.logger.mock(),
      admins: ['user:default/ada'],
      auth,
      catalog: catalogServiceMock({
        entities: [user('ada', 'Ada Lovelace'), user('grace', 'Grace Hopper')],
      }),
      timeZone: 'Europe/Berlin',
      notifications: {
        send: async ({ recipients, payload }) => {
          sent.push({
            to: recipients.type === 'entity' && recipients.entityRef,
            title: payload.title,
            description: payload.description,
          });
        },
      },
    });
    const grants = createGrants({
      knex,
      clock,
      auth,
      lookup: {
        groupsOf: async () => [],
        groupsAround: async () => [],
        entitiesOwnedBy: async () => [],
        ownersOf: async () => [],
        isKnown: async () => true,
      },
      config: {
        accessMode: 'admins',
        admins: ['user:default/ada'],
        dayMs: DAY,
        ...config,
      },
      knownNames: async () => ({ categories: ['CATALOG'], plugins: [] }),
      onNews: () => {},
      onEnd: (end, standing) => notifier.grantEnd(end, standing),
    });
    return {
      store: new DatabaseGrantStore({ knex }),
      look: async () => {
        for (const tick of grants.ticks) {
          await tick.run(new AbortController().signal);
        }
      },
    };
  }

  async function give(change: Partial<StoredGrant>) {
    await startReplica().store.insert(
      storedGrant({ createdAt: at(now), ...change }),
    );
  }

  it('is told some days before and when it has come, once each, by whichever replica', async () => {
    await give({
      limits: { categories: ['CATALOG'] },
      expiresAt: at(now + 30 * DAY),
    });
    const end = now + 30 * DAY;
    // Replicas look at once, and one is new at every look, as after a restart.
    const old = startReplica();
    for (; now < end + 10 * DAY; now += 6 * HOUR) {
      await Promise.all(
        [old, startReplica(), startReplica()].map(r => r.look()),
      );
      const expected = (now >= end - 3 * DAY ? 1 : 0) + (now >= end ? 1 : 0);
      expect([at(now), sent.length]).toEqual([at(now), expected]);
    }
    expect(sent).toEqual([
      {
        to: ['user:default/grace'],
        title:
          'Your access to the audit log ends on 20 December 2026, 11:00 CET',
        description:
          'A grant of yours to read events of the category CATALOG of the audit log ends on 20 December 2026, 11:00 CET. Ask Ada Lovelace, who gave it, or another Admin if you need it for longer.',
      },
      {
        to: ['user:default/grace'],
        title: 'You may no longer read the audit log',
        description:
          'A grant of yours to read the audit log ended on 20 December 2026, 11:00 CET. You may read nothing of it now. Ask Ada Lovelace, who gave it, or another Admin if you need it.',
      },
    ]);
  });

  it('is told late of a short one, and says what remains', async () => {
    await give({ id: 'two', limits: { ownEvents: true } });
    await give({ expiresAt: at(now + 4 * HOUR) });
    const replica = startReplica();
    now += 3 * HOUR - 1;
    await replica.look();
    expect(sent).toEqual([]);
    now += 1;
    await replica.look();
    now += HOUR;
    await replica.look();
    expect(sent.map(({ title }) => title)).toEqual([
      'A part of your access to the audit log ends on 20 November 2026, 15:00 CET',
      'Your access to the audit log has changed',
    ]);
    expect(sent[1].description).toContain(
      'You may read now: events that you caused yourself, without an end.',
    );
  });

  it.each<[string, Partial<StoredGrant>, number]>([
    ['opens all of it without an end', { expiresAt: null }, 0],
    ['opens all of it for longer', { expiresAt: at(start + 30 * DAY) }, 0],
    ['opens as much as long', { expiresAt: at(start + DAY) }, 2],
    ['opens something else', { limits: { ownEvents: true } }, 1],
  ])('is told of only what it changes: another one %s', async (_, other, n) => {
    await give({
      limits: { categories: ['CATALOG'] },
      expiresAt: at(now + DAY),
    });
    await give({ id: 'other', ...other });
    const { look } = startReplica();
    now += DAY - HOUR;
    await look();
    expect(sent).toHaveLength(n);
  });

  it('is told where what covered it was taken back', async () => {
    await give({ expiresAt: at(now + DAY) });
    await give({ id: 'other' });
    const { look, store } = startReplica();
    now += DAY - HOUR;
    await look();
    expect(sent).toEqual([]);
    await store.delete('other');
    await look();
    expect(sent).toHaveLength(1);
  });

  it('is told anew where it was put off', async () => {
    const expiresAt = at(now + DAY);
    await give({ expiresAt });
    const { look, store } = startReplica();
    now += DAY - HOUR;
    await look();
    const [grant] = await store.list();
    const later = at(now + 20 * DAY);
    await store.replace(1, { ...grant, expiresAt: later, version: 2 });
    await look();
    expect(sent).toHaveLength(1);
    now += 19 * DAY;
    await look();
    expect(sent).toHaveLength(2);
  });

  it.each<[string, Partial<StoredGrant>, object]>([
    ['to an Admin', { grantee: 'user:default/ada' }, {}],
    ['where a policy decides alone', {}, { accessMode: 'policy' }],
    [
      'that was long ago',
      {
        createdAt: '2026-01-01T00:00:00.000Z',
        expiresAt: '2026-11-12T10:00:00.000Z',
      },
      {},
    ],
    ['that never comes', { expiresAt: null }, {}],
  ])('is not told %s', async (_, change, config) => {
    await give({ expiresAt: at(now + HOUR), ...change });
    const { look } = startReplica(config);
    now += 2 * HOUR;
    await look();
    expect(sent).toEqual([]);
  });
});
