import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual as isEqual } from 'node:util';
import {
  AuditEvent,
  RouteDefinition,
  RouteName,
  eventTypes,
  routes,
} from 'backstage-plugin-audit-log-common';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft } from '../__testUtils__/exportsHarness';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Routes that may change something: all but those that read. */
type ChangingRoute = {
  [Name in RouteName]: (typeof routes)[Name]['method'] extends 'get'
    ? never
    : Name;
}[RouteName];

/**
 * What the event of each route tells. A route that is new doesn't compile
 * before it is here, and the test fails before it is called below.
 */
const tells: Record<
  ChangingRoute,
  'before' | 'after' | 'both' | 'changes nothing'
> = {
  appendEvents: 'changes nothing',
  changeSchedules: 'both',
  createGrant: 'after',
  previewGrant: 'changes nothing',
  updateGrant: 'both',
  revokeGrant: 'before',
  createIntegration: 'after',
  updateIntegration: 'both',
  deleteIntegration: 'before',
  testIntegration: 'changes nothing',
  createLegalHold: 'after',
  releaseLegalHold: 'before',
  createSchedule: 'after',
  updateSchedule: 'both',
  deleteSchedule: 'before',
  pauseSchedule: 'both',
  resumeSchedule: 'both',
  sendNow: 'both',
  retryRun: 'both',
  cancelRun: 'both',
  previewSchedule: 'changes nothing',
  testCondition: 'changes nothing',
  createView: 'after',
  updateView: 'both',
  deleteView: 'before',
  previewRules: 'changes nothing',
  previewRetention: 'changes nothing',
  previewLegalHold: 'changes nothing',
  retryQuarantined: 'after',
  discardQuarantined: 'before',
  updateSettings: 'both',
  enable: 'both',
  disable: 'both',
};

/** Keys of `meta` that belong to no type of event. */
const commonMeta = ['actionType', 'queryType'];

/** What the registry, and so docs/capture.md, doesn't know of an event. */
function undescribed({ eventId, action, meta }: AuditEvent): string[] {
  const type = eventTypes.find(
    candidate =>
      candidate.plugin === 'audit-log' && candidate.eventId === eventId,
  );
  return [
    ...(action === null || type?.actions.includes(action)
      ? []
      : [`action ${action} of ${eventId}`]),
    ...Object.keys(meta ?? {})
      .filter(key => !commonMeta.includes(key) && !(key in (type?.meta ?? {})))
      .map(key => `meta.${key} of ${eventId}`),
  ];
}

const eva = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'eva', namespace: 'default' },
};

describe.each(databases.eachSupportedId())('own events on %s', id => {
  it('tell what every change was before and after', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'audit-log-own-'));
    const { call } = await startPortal({
      knex: await databases.init(id),
      auditLog: { storage: { localFolder: folder } },
      features: [catalogOf(() => [eva])],
    });
    const called = new Map<RouteName, string>();

    /** Calls a route as an Admin and remembers of what. */
    const use = async (
      name: ChangingRoute,
      options: { of?: string; body?: object; version?: number } = {},
    ) => {
      const { method, path } = routes[name] as RouteDefinition;
      const { of = '', body = {}, version } = options;
      const request = call('admin', method, path.replace(/:\w+/, of));
      const answer = await (version === undefined
        ? request
        : request.set('if-match', String(version))
      ).send(body);
      if (answer.status >= 300) {
        throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
      }
      called.set(name, of);
      return answer.body;
    };
    const settled = (path: string, field: string, value: unknown) =>
      eventually(async () => {
        const { body } = await call('admin', 'get', path);
        expect(field in body ? body[field] : body.integration[field]).toBe(
          value,
        );
      });

    await use('enable');
    await settled('/settings', 'state', 'enabled');
    const { version } = (await call('admin', 'get', '/settings')).body;
    await use('updateSettings', { body: { retentionDays: 60 }, version });

    const grant = await use('createGrant', {
      body: { grantee: 'user:default/eva', limits: { ownEvents: true } },
    });
    await use('updateGrant', {
      of: grant.id,
      body: { limits: { everything: true } },
      version: grant.version,
    });
    await use('revokeGrant', { of: grant.id });

    const view = await use('createView', { body: { name: 'Mine' } });
    await use('updateView', {
      of: view.id,
      body: { name: 'Ours' },
      version: view.version,
    });
    await use('deleteView', { of: view.id });

    const hold = await use('createLegalHold', {
      body: {
        name: 'Case 7',
        query: '',
        everything: true,
        reason: 'A court asked',
      },
    });
    await use('releaseLegalHold', { of: hold.id });

    const storage = {
      destination: 'local://demo/audit',
      identity: { type: 'ambient' },
    };
    await use('createIntegration', { body: { name: 'main', ...storage } });
    await settled('/storage-integrations/main', 'status', 'ready');
    const integration = (
      await call('admin', 'get', '/storage-integrations/main')
    ).body.integration;
    await use('updateIntegration', {
      of: 'main',
      body: { ...storage, destination: 'local://demo/other' },
      version: integration.version,
    });
    await settled('/storage-integrations/main', 'status', 'ready');

    const other = (name: string) =>
      draft({
        name,
        destination: `local://demo/other/${name}/{run}-{from}-{to}.jsonl.gz`,
      });
    const schedule = await use('createSchedule', { body: other('one') });
    const of = schedule.id;
    await use('pauseSchedule', { of });
    await use('resumeSchedule', { of });
    const present = (await call('admin', 'get', `/export-schedules/${of}`))
      .body;
    await use('updateSchedule', {
      of,
      body: other('two'),
      version: present.version,
    });
    // Where the folder of the export would be is a file, so that it fails.
    mkdirSync(join(folder, 'demo', 'other'), { recursive: true });
    writeFileSync(join(folder, 'demo', 'other', 'two'), 'in the way');
    const run = await use('sendNow', { of });
    await eventually(async () => {
      const { body } = await call(
        'admin',
        'get',
        `/export-schedules/${of}/runs`,
      );
      expect(body.items[0].status).toBe('failed');
    });
    await use('retryRun', { of: run.id });
    await use('cancelRun', { of: run.id });
    await use('changeSchedules', { body: { action: 'pause', ids: [of] } });
    await use('deleteSchedule', { of });
    await use('deleteIntegration', { of: 'main' });
    await use('retryQuarantined');
    await use('discardQuarantined', { body: { ids: ['x'] } });

    const events = await eventually(async () => {
      const { body } = await call(
        'admin',
        'get',
        '/events?limit=1000&q=plugin:audit-log',
      );
      const items: AuditEvent[] = body.items;
      expect(items.map(({ eventId }) => eventId)).toContain('quarantine-retry');
      return items;
    });
    // The log is off afterwards, and what it told of that must be read before.
    await use('disable', { body: { reason: 'Test' } });
    await settled('/settings', 'state', 'disabled');
    await use('enable');
    await settled('/settings', 'state', 'enabled');
    const last = await call('admin', 'get', '/events?q=event:logging-disable');
    events.push(...last.body.items);

    const wrong: string[] = [];
    for (const [name, told] of Object.entries(tells) as [
      ChangingRoute,
      string,
    ][]) {
      if (told === 'changes nothing') {
        continue;
      }
      const { event: eventId, params } = routes[name] as RouteDefinition;
      const target = called.get(name);
      const event = events.find(
        candidate =>
          candidate.eventId === eventId &&
          candidate.outcome === 'succeeded' &&
          (!params || candidate.target?.ref === target),
      );
      if (target === undefined || !event) {
        wrong.push(`${name}: no ${eventId} of '${target}'`);
        continue;
      }
      const has = (key: string) => event.meta?.[key] !== undefined;
      if (told === 'both' && isEqual(event.meta?.before, event.meta?.after)) {
        wrong.push(`${name}: tells no difference`);
      }
      const found = [
        ...(has('before') ? ['before'] : []),
        ...(has('after') ? ['after'] : []),
      ].join(' and ');
      const expected = told === 'both' ? 'before and after' : told;
      if (found !== expected || event.actor?.ref !== 'user:default/ada') {
        wrong.push(`${name}: has '${found}', expected '${expected}'`);
      }
    }
    expect(wrong).toEqual([]);
    expect(events.flatMap(undescribed)).toEqual([]);
    expect(
      events.find(({ eventId }) => eventId === 'export-run')?.actor,
    ).toMatchObject({
      ref: 'plugin:audit-log',
      onBehalfOf: 'user:default/ada',
    });
    rmSync(folder, { recursive: true, force: true });
  });
});
