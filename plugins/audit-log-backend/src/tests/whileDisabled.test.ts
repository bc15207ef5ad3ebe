import { AddressInfo } from 'node:net';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import {
  AuditEvent,
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import request from 'supertest';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { bodies, queries, SOME_ID } from '../__testUtils__/sampleRequests';
import {
  CallerName,
  eventually,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(300_000);

const databases = createTestDatabases();
const table = Object.entries(routes) as [RouteName, RouteDefinition][];

const DAY_MS = 86_400_000;
const REFUSED = /^Audit logging is disabled/;
const CHANGE_REFUSED = /while audit logging is disabled/;

const gina = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'gina', namespace: 'default' },
};

/** An event that begins and ends at this moment. */
const now = () => {
  const at = new Date().toISOString();
  return recordedEvent({ startedAt: at, endedAt: at, durationMs: 0 });
};

/** Everything but reading that goes on; whoever adds to it says why here. */
const CHANGES: Partial<Record<RouteName, string>> = {
  appendEvents: 'tells a backend what becomes of its events',
  enable: 'enables',
  disable: 'says who was faster',
  createLegalHold: 'keeps more',
  revokeGrant: 'narrows access',
  updateSettings: 'is judged',
  updateGrant: 'is judged',
  previewSchedule: 'reads',
  testCondition: 'reads',
  previewRetention: 'reads',
  previewLegalHold: 'reads',
  previewRules: 'reads',
};

describe('the route table', () => {
  it('lets no change pass by mistake', () => {
    const changes = table.filter(
      ([, { method, whileDisabled }]) =>
        method !== 'get' && whileDisabled !== 'refused',
    );
    expect(changes.map(([name]) => name).sort()).toEqual(
      Object.keys(CHANGES).sort(),
    );
  });

  it('lets everybody read only what is about themselves', () => {
    const reads = table.filter(
      ([, { method, whileDisabled }]) =>
        method === 'get' && whileDisabled !== 'admins',
    );
    expect(reads.map(([name]) => name)).toEqual(['getMe', 'getOpenApi']);
  });
});

describe.each(databases.eachSupportedId())('while disabled on %s', id => {
  async function setUp() {
    const portal = await startPortal({
      knex: await databases.init(id),
      features: [actionsRegistryServiceFactory, catalogOf(() => [gina])],
    });
    const { call } = portal;
    const read = async () =>
      (await call('admin', 'get', '/settings').expect(200)).body;
    const reach = (state: string) =>
      eventually(async () => expect((await read()).state).toBe(state));
    return {
      ...portal,
      read,
      enable: async () => {
        await call('admin', 'post', '/settings/enable').expect(202);
        await reach('enabled');
      },
      disable: async () => {
        await call('admin', 'post', '/settings/disable').expect(202);
        await reach('disabled');
      },
      patch: async (change: object) =>
        call('admin', 'patch', '/settings')
          .set('if-match', `"${(await read()).version}"`)
          .send(change),
      grant: (grant: object = {}) =>
        call('admin', 'post', '/grants').send({
          grantee: 'user:default/gina',
          limits: { everything: true },
          ...grant,
        }),
      hold: () =>
        call('admin', 'post', '/legal-holds').send(bodies.createLegalHold),
      use: (caller: CallerName, name: RouteName) => {
        const { method, path }: RouteDefinition = routes[name];
        const place = path.replace(/:\w+/g, SOME_ID);
        return call(
          caller,
          method,
          queries[name] ? `${place}?${queries[name]}` : place,
        )
          .set('if-match', '1')
          .send(method === 'get' ? undefined : bodies[name] ?? {});
      },
    };
  }

  it('refuses every route but those that the table allows', async () => {
    const { use, enable, disable, grant } = await setUp();
    await enable();
    await grant().expect(201);
    await disable();
    const wrong: string[] = [];
    const check = async (
      caller: CallerName,
      name: RouteName,
      refusal: number | undefined,
    ) => {
      const { status, body } = await use(caller, name);
      const isRefused = REFUSED.test(body?.error?.message ?? '');
      if (
        isRefused !== (refusal !== undefined) ||
        (status === 403) !== (refusal === 403)
      ) {
        wrong.push(`${caller} ${name}: ${status} ${body?.error?.message}`);
      }
    };
    for (const [name, { access, whileDisabled }] of table) {
      if (access !== 'ingest' && name !== 'enable') {
        await check(
          'admin',
          name,
          whileDisabled === 'refused' ? 409 : undefined,
        );
      }
      const isReading = access === 'event.read' || access === 'view.own';
      if (isReading) {
        await check(
          'grantee, all',
          name,
          whileDisabled === 'refused' ? 409 : 403,
        );
      }
      if (access === 'event.read') {
        await check('token for reading', name, 403);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('says one sentence that tells what to do', async () => {
    const { use, enable, disable, grant } = await setUp();
    await enable();
    await grant().expect(201);
    await disable();
    const refused = await use('admin', 'createIntegration').expect(409);
    expect(refused.body.error).toMatchObject({
      name: 'ConflictError',
      message:
        'Audit logging is disabled: enable it first; until then only keeping events longer, a new legal hold and less access for readers are allowed',
    });
    const unread = await use('grantee, all', 'downloadEvents').expect(403);
    expect(unread.body.error).toMatchObject({
      name: 'NotAllowedError',
      message:
        'Audit logging is disabled, and until it is enabled only Admins may read the log: ask an Admin to enable it',
    });
    await use('admin', 'downloadEvents').expect(200);
  });

  it('refuses nothing before the first enabling, and nothing after the next', async () => {
    const { grant, patch, enable, disable, hold, call } = await setUp();
    const before = await grant().expect(201);
    expect((await patch({ retentionDays: 7 })).status).toBe(200);
    const held = await hold().expect(201);
    await call('admin', 'delete', `/legal-holds/${held.body.id}`).expect(200);
    await enable();
    await call('grantee, all', 'get', '/events').expect(200);
    await disable();
    await grant().expect(409);
    await call('grantee, all', 'get', '/events').expect(403);
    await enable();
    await grant().expect(201);
    await call('grantee, all', 'get', '/events').expect(200);
    await call('admin', 'delete', `/grants/${before.body.id}`).expect(200);
  });

  it('lets Admins keep more and narrow access, and nothing else', async () => {
    const { call, enable, disable, grant, hold, patch, read } = await setUp();
    await enable();
    const granted = await grant({
      limits: { categories: ['CATALOG'] },
    }).expect(201);
    const held = await hold().expect(201);
    await disable();
    const { keptUntil } = await read();

    for (const change of [
      { retentionDays: 29 },
      { recoveryDays: 29 },
      { holdUnexported: false },
      { retentionRules: [{ categories: ['CATALOG'], days: 1 }] },
      { retentionDays: 60, retentionRules: [{ days: 10 }] },
      { rules: [{ name: 'none', match: {}, effect: 'drop' }] },
      { recoveryDays: 60, rules: [{ name: 'x', match: {}, effect: 'drop' }] },
    ]) {
      const { status, body } = await patch(change);
      expect([change, status, body.error?.message]).toEqual([
        change,
        409,
        expect.stringMatching(CHANGE_REFUSED),
      ]);
    }
    expect((await read()).keptUntil).toBe(keptUntil);
    const more = await patch({
      recoveryDays: 45,
      retentionDays: 60,
      retentionRules: [{ categories: ['CATALOG'], days: 365 }],
    });
    expect([more.status, more.body]).toEqual([
      200,
      expect.objectContaining({
        recoveryDays: 45,
        retentionDays: 60,
        keptUntil: new Date(Date.parse(keptUntil) + 15 * DAY_MS).toISOString(),
      }),
    ]);

    const path = `/grants/${granted.body.id}`;
    const widen = (change: object) =>
      call('admin', 'patch', path).set('if-match', '"1"').send(change);
    const { body: wider } = await widen({
      limits: { everything: true },
    }).expect(409);
    expect(wider.error.message).toMatch(CHANGE_REFUSED);
    await widen({
      expiresAt: new Date(Date.now() + DAY_MS).toISOString(),
      limits: { categories: ['CATALOG'], ownEvents: true },
    }).expect(200);
    await call('admin', 'delete', path).expect(200);

    await hold().expect(201);
    await call('admin', 'delete', `/legal-holds/${held.body.id}`).expect(409);
  });

  it('records what is done and refused meanwhile, between stop and start', async () => {
    const { call, enable, disable, grant, use } = await setUp();
    await enable();
    const granted = await grant().expect(201);
    await call('delivering backend', 'post', '/events').send({
      events: [now(), now()],
    });
    await disable();
    await use('admin', 'createIntegration').expect(409);
    await use('grantee, all', 'listEvents').expect(403);
    await use('admin', 'downloadEvents').expect(200);
    await call('admin', 'delete', `/grants/${granted.body.id}`).expect(200);
    await enable();
    await eventually(async () => {
      await call('delivering backend', 'post', '/events')
        .send({ events: [now()] })
        .expect(200);
      const { body: last } = await call(
        'admin',
        'get',
        '/events?q=plugin:catalog&order=desc',
      );
      expect(last.items).toHaveLength(3);
    });

    for (const order of ['desc', 'asc']) {
      const { body } = await call(
        'admin',
        'get',
        `/events?limit=500&order=${order}`,
      );
      const items: AuditEvent[] =
        order === 'asc' ? body.items : body.items.reverse();
      const at = (eventId: string, from = 0) =>
        items.findIndex((event, i) => i >= from && event.eventId === eventId);
      const start = at('logging-start');
      const stop = at('logging-stop');
      const again = at('logging-start', stop);
      const others = items.flatMap(({ category }, i) =>
        category === 'AUDIT_LOG' ? [] : [i],
      );
      // Nothing of the portal but between a start and a stop.
      expect(others.filter(i => i < start)).toEqual([]);
      expect(others.filter(i => i > stop && i < again)).toEqual([]);
      expect(others.some(i => i > start && i < stop)).toBe(true);
      expect(others.some(i => i > again)).toBe(true);
      const meanwhile = items
        .slice(stop, again)
        .map(({ eventId, outcome }) => `${eventId} ${outcome}`);
      expect(meanwhile).toEqual(
        expect.arrayContaining([
          'storage-integration-create failed',
          'event-read failed',
          'event-download succeeded',
          'grant-revoke succeeded',
          'logging-enable succeeded',
        ]),
      );
    }
  });

  it('refuses assistants, and ends what is being watched', async () => {
    const { call, backend, enable, disable, grant } = await setUp();
    await enable();
    await grant().expect(201);
    const { port } = backend.server.address() as AddressInfo;
    const watched = await fetch(
      `http://127.0.0.1:${port}/api/audit-log/v1/events/stream`,
      { headers: { authorization: 'Bearer test:grantee, all' } },
    );
    const ask = (caller: CallerName) =>
      request(backend.server)
        .post(
          '/api/audit-log/.backstage/actions/v1/actions/audit-log:query-audit-log/invoke',
        )
        .set({ authorization: `Bearer test:${caller}` })
        .send({});
    await ask('grantee, all').expect(200);
    await disable();
    const { body } = await ask('grantee, all').expect(403);
    expect(body.error.message).toMatch(REFUSED);
    await ask('admin').expect(200);
    expect(await watched.text()).toContain('denied');
    await call('grantee, all', 'get', '/events/stream?seconds=0').expect(403);
  });
});
