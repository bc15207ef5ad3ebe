import {
  AuditEvent,
  RouteDefinition,
  routes,
} from 'backstage-plugin-audit-log-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Those of the settings, which take no parameters of the path. */
const visited = Object.values(routes as Record<string, RouteDefinition>)
  .filter(({ oncePerVisit }) => oncePerVisit === 'settings')
  .map(({ path }) => path);

const covers = [
  'get-settings',
  'get-dependents',
  'get-status',
  'list-rules',
  'list-event-types',
  'list-legal-holds',
  'list-grants',
  'list-integrations',
].sort();

describe.each(databases.eachSupportedId())('a visit on %s', id => {
  const visit = (digit: number) =>
    `0b6f6c8e-6ad5-4ef0-94a5-3b0b4ab4a00${digit}`;

  async function start() {
    const { call } = await startPortal({ knex: await databases.init(id) });
    await call('admin', 'post', '/settings/enable').expect(202);
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/me');
      expect(body.logging.state).toBe('enabled');
    });
    const reads = async (caller: 'admin' | 'engineer', query: string) => {
      for (const path of visited) {
        await call(caller, 'get', `${path}${query}`);
      }
    };
    const ownReads = async (q: string) => {
      const { body } = await call(
        'admin',
        'get',
        `/events?limit=200&q=${encodeURIComponent(`plugin:audit-log ${q}`)}`,
      ).expect(200);
      return (body.items as { eventId: string; meta: object }[]).map(
        ({ eventId, meta }) => ({ eventId, meta }),
      );
    };
    return { call, reads, ownReads };
  }

  it('to the settings is one event, however often they are read', async () => {
    const { reads, ownReads } = await start();
    expect(visited.length).toBeGreaterThan(5);
    await Promise.all(
      Array.from({ length: 3 }, () => reads('admin', `?visit=${visit(1)}`)),
    );
    await reads('admin', `?visit=${visit(2)}`);
    await eventually(async () =>
      expect(await ownReads('meta.queryType:visit')).toEqual(
        [2, 1].map(digit => ({
          eventId: 'settings-read',
          meta: { queryType: 'visit', visit: visit(digit), covers },
        })),
      ),
    );
    const others = await ownReads('-meta.queryType:visit -event:event-read');
    expect(others.filter(({ eventId }) => eventId.endsWith('-read'))).toEqual(
      [],
    );
  });

  it('hides no refusal, and no read of who names none', async () => {
    const { reads, ownReads } = await start();
    await reads('engineer', `?visit=${visit(1)}`);
    await reads('admin', `?visit=${visit(1)}`);
    await reads('admin', '');
    await eventually(async () => {
      const admin = await ownReads('actor:user:default/ada -event:event-read');
      const told = admin.map(({ meta }) => meta);
      expect(told).toContainEqual({
        queryType: 'visit',
        visit: visit(1),
        covers,
      });
      const ofReads = told.filter(meta => 'queryType' in (meta ?? {}));
      expect(ofReads).toHaveLength(1 + visited.length);
      expect(await ownReads('outcome:failed')).toHaveLength(visited.length);
    });
  });

  it('that began before audit logging was ever enabled is told afterwards', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    const read = () => call('admin', 'get', `/settings?visit=${visit(1)}`);
    await read().expect(200);
    await call('admin', 'post', '/settings/enable').expect(202);
    await eventually(async () => {
      expect((await read()).body.state).toBe('enabled');
    });
    await read().expect(200);
    await eventually(async () => {
      const { body } = await call(
        'admin',
        'get',
        '/events?q=event:settings-read',
      ).expect(200);
      expect(body.items.map((each: AuditEvent) => each.meta)).toEqual([
        { queryType: 'visit', visit: visit(1), covers },
      ]);
    });
  });

  it('has a UUID', async () => {
    const { call } = await start();
    const { body } = await call('admin', 'get', '/settings?visit=all').expect(
      400,
    );
    expect(body.error.message).toMatch(/visit/);
  });
});
