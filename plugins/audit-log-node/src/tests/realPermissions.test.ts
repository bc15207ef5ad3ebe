import rbacModule from '@backstage-community/plugin-rbac-backend';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectResolved, targetsOf } from '../__testUtils__/resolvedEvents';
import {
  RecordingBackend,
  startRecordingBackend,
} from '../__testUtils__/startRecordingBackend';

jest.setTimeout(120_000);

// The lock file has an older version of this package than the plugin asks for.
// This is all that it misses.
jest.mock('@backstage-community/plugin-rbac-common', () => ({
  ...jest.requireActual('@backstage-community/plugin-rbac-common'),
  isPermissionInfo: (entry: unknown) => typeof entry !== 'string',
  permissionMappingAction: (entry: string | { action: string }) =>
    typeof entry === 'string' ? entry : entry.action,
}));

const ada = 'user:default/ada';
const eva = 'user:default/eva';
const role = 'role:default/builders';
const PLUGIN = 'plugin:permission';

const readOrders = createPermission({
  name: 'orders.read',
  attributes: { action: 'read' },
  resourceType: 'order',
});
const orders = createPermissionResourceRef<object, object>().with({
  pluginId: 'orders',
  resourceType: 'order',
});

/** A plugin with a permission that conditions can be put on. */
const ordersPlugin = createBackendPlugin({
  pluginId: 'orders',
  register(reg) {
    reg.registerInit({
      deps: { registry: coreServices.permissionsRegistry },
      async init({ registry }) {
        registry.addResourceType({
          resourceRef: orders,
          permissions: [readOrders],
          rules: [
            createPermissionRule({
              name: 'IS_OWN',
              description: 'Own orders',
              resourceRef: orders,
              apply: () => true,
              toQuery: () => ({}),
            }),
          ],
          getResources: async refs => refs.map(() => ({})),
        });
      },
    });
  },
});

/**
 * Mocked tokens for one plugin acting for a user forget the plugin, which the
 * permission backend looks at.
 */
const httpAuthWithActor = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const mocked = mockServices.httpAuth({ pluginId: plugin.getId() });
    return {
      issueUserCookie: (...args) => mocked.issueUserCookie(...args),
      async credentials(request, options) {
        const found = await mocked.credentials(request, options);
        const { userEntityRef } = found.principal as { userEntityRef?: string };
        return request.path.endsWith('/authorize') && userEntityRef
          ? (mockCredentials.user(userEntityRef, {
              actor: { subject: PLUGIN },
            }) as typeof found)
          : found;
      },
    };
  },
});

describe('events of the real RBAC plugin', () => {
  let backend: RecordingBackend;
  let folder: string;
  const atStart: RecordedEvent[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-log-rbac-'));
    const policies = join(folder, 'policies.csv');
    writeFileSync(
      policies,
      [
        'p, role:default/readers, catalog.entity.read, read, allow',
        `g, ${eva}, role:default/readers`,
      ].join('\n'),
    );
    backend = await startRecordingBackend({
      config: {
        auditLog: { defaultRules: false },
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        permission: {
          enabled: true,
          rbac: {
            'policies-csv-file': policies,
            conditionalPoliciesFile: join(folder, 'missing.yaml'),
            pluginsWithPermission: ['orders'],
            admin: { users: [{ name: ada }], superUsers: [{ name: ada }] },
          },
        },
      },
      features: [
        permissionPlugin,
        rbacModule,
        ordersPlugin,
        catalogServiceMock.factory(),
        httpAuthWithActor,
      ],
    });
    atStart.push(...(await backend.take(3)));
  });
  afterAll(async () => {
    await backend?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Events that came, up to one of this type. */
  async function eventsUntil(eventId: string, action: string) {
    const events: RecordedEvent[] = [];
    while (
      !events.some(
        event => event.eventId === eventId && event.action === action,
      )
    ) {
      events.push(...(await backend.take(1)));
    }
    return events;
  }

  const call = (method: string, path: string, body?: object, as = ada) =>
    fetch(`${backend.url}/api/permission${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(as),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });

  it('at the start name roles and where they come from', () => {
    expectResolved(atStart);
    expect(
      atStart.map(({ eventId, target, meta, actor }) => [
        eventId,
        target?.ref,
        meta?.source,
        actor?.ref,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['role-write', 'role:default/rbac_admin', 'configuration', PLUGIN],
        ['policy-write', 'role:default/rbac_admin', 'configuration', PLUGIN],
        ['role-write', 'role:default/readers', 'csv-file', PLUGIN],
        ['policy-write', 'role:default/readers', 'csv-file', PLUGIN],
        [
          'conditional-policies-file-not-found',
          'permission',
          undefined,
          PLUGIN,
        ],
      ]),
    );
  });

  it('through the API are all resolved', async () => {
    const allow = {
      permission: 'orders.read',
      policy: 'read',
      effect: 'allow',
    };
    const deny = { ...allow, effect: 'deny' };
    const one = 'role/default/builders';
    const send = async (...args: Parameters<typeof call>) => {
      const answer = await call(...args);
      expect([...args, answer.ok]).toEqual([...args, true]);
      return answer.status === 204 ? undefined : answer.text();
    };
    await send('POST', '/roles', { name: role, memberReferences: [eva] });
    await send('GET', '/roles');
    await send('GET', `/roles/${one}`);
    await send('POST', '/policies', [{ ...allow, entityReference: role }]);
    await send('GET', '/policies');
    await send('GET', `/policies?entityRef=${eva}`);
    await send('GET', `/policies/${one}`);
    await send('PUT', `/policies/${one}`, {
      oldPolicy: [allow],
      newPolicy: [deny],
    });
    await send('DELETE', `/policies/${one}`, [deny]);
    const condition = JSON.parse(
      (await send('POST', '/roles/conditions', {
        result: AuthorizeResult.CONDITIONAL,
        roleEntityRef: role,
        pluginId: 'orders',
        resourceType: 'order',
        permissionMapping: [{ name: 'orders.read', action: 'read' }],
        conditions: { rule: 'IS_OWN', resourceType: 'order', params: {} },
      }))!,
    );
    await send('GET', '/roles/conditions');
    await send('GET', `/roles/conditions/${condition.id}`);
    await send('DELETE', `/roles/conditions/${condition.id}`);
    await send('GET', '/plugins/policies');
    await send('GET', '/plugins/condition-rules');
    await send('GET', '/plugins/id');
    await send('POST', '/plugins/id', { ids: ['scaffolder'] });
    await send('DELETE', '/plugins/id', { ids: ['scaffolder'] });
    await send('PUT', `/roles/${one}`, {
      oldRole: { name: role, memberReferences: [eva] },
      newRole: { name: role, memberReferences: [eva, 'user:default/otto'] },
    });
    await send('DELETE', `/roles/${one}`);

    const events = (await eventsUntil('role-write', 'delete')).filter(
      ({ eventId }) => eventId !== 'permission-evaluation',
    );
    expectResolved(events);
    expect(targetsOf(events)).toEqual({
      'role-write create': `role ${role}`,
      'role-read all': 'plugin permission',
      'role-read by-role': `role ${role}`,
      'policy-write create': `role ${role}`,
      'policy-read all': 'plugin permission',
      'policy-read by-query': 'plugin permission',
      'policy-read by-role': `role ${role}`,
      'policy-write update': `role ${role}`,
      'policy-write delete': `role ${role}`,
      'condition-write create': `role ${role}`,
      'condition-read all': 'plugin permission',
      'condition-read by-id': `condition ${condition.id}`,
      'condition-write delete': `role ${role}`,
      'plugin-policies-read list': 'plugin permission',
      'condition-rules-read list': 'plugin permission',
      'plugin-ids-read list': 'plugin permission',
      'plugin-ids-write create': 'plugin scaffolder',
      'plugin-ids-write delete': 'plugin scaffolder',
      'role-write update': `role ${role}`,
      'role-write delete': `role ${role}`,
    });
    for (const event of events) {
      expect(event).toMatchObject({
        outcome: 'succeeded',
        actor: { type: 'user', ref: ada },
      });
    }
  });

  it('that are refused name the role all the same', async () => {
    await call('PUT', '/roles/role/default/readers', {}, eva);
    await call('DELETE', '/roles/conditions/77', undefined, eva);
    const events = await eventsUntil('condition-write', 'delete');
    const refused = events.filter(
      ({ eventId }) => eventId !== 'permission-evaluation',
    );
    expectResolved(events);
    expect(targetsOf(refused)).toEqual({
      'role-write update': 'role role:default/readers',
      'condition-write delete': 'condition 77',
    });
    for (const event of refused) {
      expect(event).toMatchObject({
        outcome: 'failed',
        actor: { type: 'user', ref: eva },
      });
    }
    const decision = events.find(
      ({ eventId, action }) =>
        eventId === 'permission-evaluation' && action === 'DENY',
    );
    expect(decision).toMatchObject({
      category: 'PERMISSIONS',
      actor: { type: 'service', ref: PLUGIN, onBehalfOf: eva },
      target: { type: 'permission', ref: 'policy.entity.update' },
    });
  });
});
