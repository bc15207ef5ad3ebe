import { expect, test } from '@playwright/test';
import {
  PortalSession,
  enableLogging,
  playActivity,
  waitForLoggingState,
} from '../src/activity';
import { personas } from '../src/personas';
import { startOnPostgres, startOnSqlite } from './databases';
import { TestPortal } from './portal';

interface RecordedEvent {
  id: string;
  sequence: string;
  plugin: string;
  eventId: string;
  action: string | null;
  category: string;
  outcome: string;
  actor?: { type: string; ref?: string; onBehalfOf?: string; via?: string };
  target?: { type?: string; ref?: string };
}

/** Events about all that a plugin has, so that nothing more can be named. */
const aboutAll = new RegExp(
  `^(?:${[
    'catalog (?:entity-fetch (?:all|by-query|by-refs)|entity-facets facets|entity-validate validate|location-fetch all) catalog',
    'scaffolder (?:task list|action-fetch list) scaffolder',
    'kubernetes cluster-fetch list kubernetes',
    'mcp-actions (?:connection (?:established|closed)|tool-discovery list) mcp-actions',
    'audit-log (?:event|settings|status|logging|view|grant)-.* audit-log',
  ].join('|')})$`,
);

const databases = { SQLite: startOnSqlite, PostgreSQL: startOnPostgres };

for (const [database, start] of Object.entries(databases)) {
  test.describe.serial(`the portal on ${database}`, () => {
    let portal: TestPortal;
    let firstRun: RecordedEvent[];

    test.beforeAll(async () => {
      test.setTimeout(240_000);
      portal = await start();
    });

    test.afterAll(() => portal?.remove());

    async function signedIn(username: string): Promise<PortalSession> {
      const session = new PortalSession({ baseUrl: portal.url });
      const persona = personas.find(p => p.username === username)!;
      expect(await session.signIn(persona)).toBe(true);
      return session;
    }

    async function readAll(admin: PortalSession): Promise<RecordedEvent[]> {
      const events: RecordedEvent[] = [];
      let cursor = '';
      for (;;) {
        const { status, body } = await admin.call(
          'GET',
          `/api/audit-log/v1/events?order=asc&limit=50${cursor}`,
        );
        expect(status).toBe(200);
        const page = body as { items: RecordedEvent[]; nextCursor: string };
        if (page.items.length === 0) {
          return events;
        }
        events.push(...page.items);
        cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
        // Reading is recorded as well: only go on while pages are full.
        if (page.items.length < 50) {
          return events;
        }
      }
    }

    test('records nothing before an Admin enables it', async () => {
      const ada = await signedIn('ada');
      await ada.call('GET', '/api/catalog/entities/by-query');
      expect(await readAll(ada)).toEqual([]);
    });

    test('is closed for everybody but Admins', async () => {
      const grace = await signedIn('grace');
      const paths = ['/events', '/settings', '/status'];
      for (const path of paths) {
        const { status } = await grace.call('GET', `/api/audit-log/v1${path}`);
        expect(status, path).toBe(403);
      }
      const { status } = await grace.call(
        'POST',
        '/api/audit-log/v1/settings/enable',
        { body: {} },
      );
      expect(status).toBe(403);
    });

    test('records who did what, once enabled', async () => {
      const ada = await signedIn('ada');
      // What the catalog takes in after enabling would be recorded, too.
      for (const entity of [
        'component/default/order-service',
        'template/default/release-drill',
      ]) {
        await expect
          .poll(async () => {
            const path = `/api/catalog/entities/by-name/${entity}`;
            return (await ada.call('GET', path)).status;
          })
          .toBe(200);
      }
      await enableLogging(ada);
      await playActivity({ baseUrl: portal.url, say: () => {} });

      await expect
        .poll(async () => (await readAll(ada)).map(describeEvent))
        .toEqual(
          expect.arrayContaining([
            'user:default/ada catalog location-mutate create succeeded',
            'user:default/ada catalog location-mutate create failed',
            'user:default/ada catalog location-mutate delete succeeded',
            'user:default/grace scaffolder task create succeeded',
            'user:default/grace scaffolder task create failed',
            'user:default/grace scaffolder task cancel succeeded',
            'user:default/grace catalog entity-validate validate failed',
            'user:default/alan catalog entity-fetch by-name failed',
            'user:default/alan mcp-actions tool-execution execute succeeded',
          ]),
        );
    });

    test('has every category after a day of it, and every target', async () => {
      test.slow();
      const ada = await signedIn('ada');
      const { body } = await ada.call('GET', '/api/audit-log/v1/event-types');
      const { items } = body as { items: { category: string }[] };
      const categories = new Set(['API', ...items.map(type => type.category)]);
      categories.delete('OTHER');
      expect(categories.size).toBeGreaterThan(8);
      await expect
        .poll(async () =>
          [
            ...new Set((await readAll(ada)).map(event => event.category)),
          ].sort(),
        )
        .toEqual([...categories].sort());
      // The activity itself waits until the catalog has been looked at.
      const changes = (await readAll(ada)).filter(
        event =>
          event.eventId === 'entity-change' &&
          event.target?.ref === 'component:default/payment-gateway',
      );
      expect(changes[0]).toMatchObject({
        action: 'create',
        actor: { type: 'service', via: 'plugin:catalog' },
      });
      const events = await readAll(ada);
      const nameless = events.filter(
        ({ target }) => !target?.type || !target.ref,
      );
      expect(nameless.map(describeEvent)).toEqual([]);
      // A target that is only the plugin stands for all that it has.
      const vague = events
        .filter(({ target }) => target?.type === 'plugin')
        .map(({ plugin, eventId, action, target }) =>
          [plugin, eventId, action, target?.ref].join(' '),
        );
      expect([...new Set(vague)].filter(line => !aboutAll.test(line))).toEqual(
        [],
      );
      const seen = events.map(describeEvent);
      expect(seen).toContain(
        'user:default/alan user-settings http-request put succeeded',
      );
      expect(seen).toContain('null catalog http-request get failed');
      expect(seen).toContain(
        'user:default/ada kubernetes resource-fetch workloads succeeded',
      );
      expect(
        events
          .filter(event => event.eventId === 'permission-evaluation')
          .map(({ actor, target, action }) => [
            actor?.onBehalfOf,
            target?.ref,
            action,
          ]),
      ).toEqual([['user:default/grace', 'kubernetes.proxy', 'DENY']]);
      expect(
        events.find(event => event.eventId === 'tool-execution')?.actor,
      ).toMatchObject({ ref: 'user:default/alan', via: 'plugin:mcp-actions' });
      // What happens by itself doesn't bury what people do.
      const byPeople = events.filter(
        ({ actor }) => actor?.type === 'user' || actor?.onBehalfOf,
      );
      expect(byPeople.length).toBeGreaterThan(0.8 * events.length);
    });

    test('numbers events without a gap, and keeps no password or token', async () => {
      const ada = await signedIn('ada');
      const events = await readAll(ada);
      expect(events.map(event => event.sequence)).toEqual(
        events.map((_event, index) => String(index + 1)),
      );
      const text = JSON.stringify(events);
      for (const { password } of personas) {
        expect(text).not.toContain(password);
      }
      expect(text).not.toContain('difference-engine');
      expect(text).not.toMatch(/Bearer|eyJ[\w-]{10}/);
    });

    test('keeps its events when the portal restarts', async () => {
      test.setTimeout(240_000);
      firstRun = await readAll(await signedIn('ada'));
      await portal.restart();
      const events = await readAll(await signedIn('ada'));
      expect(events.slice(0, firstRun.length)).toEqual(firstRun);
    });

    test('records nothing while disabled, and brings everything back', async () => {
      const ada = await signedIn('ada');
      const { status } = await ada.call(
        'POST',
        '/api/audit-log/v1/settings/disable',
        { body: { reason: 'Only a test' } },
      );
      expect(status).toBe(202);
      await waitForLoggingState(ada, 'disabled');

      const ghost = '/api/catalog/entities/by-name/component/default/unseen';
      await ada.call('GET', ghost);

      await enableLogging(ada);
      const events = await readAll(ada);
      expect(events.slice(0, firstRun.length)).toEqual(firstRun);
      expect(JSON.stringify(events)).not.toContain('component:default/unseen');
      expect(events.map(describeEvent)).toContain(
        'user:default/ada audit-log logging-disable disable succeeded',
      );
    });
  });
}

function describeEvent(event: RecordedEvent): string {
  const { plugin, eventId, action, outcome, actor } = event;
  return `${actor?.ref} ${plugin} ${eventId} ${action} ${outcome}`;
}
