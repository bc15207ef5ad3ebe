import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import rbacModule from '@backstage-community/plugin-rbac-backend';
import { Entity } from '@backstage/catalog-model';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import permissionBackend from '@backstage/plugin-permission-backend';
import { Router } from 'express';
import { createTestDatabases } from '../__testUtils__/databases';
import { catalogOf } from '../__testUtils__/catalogOf';
import { docsExample } from '../__testUtils__/docsExample';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { seesPage } from '../__testUtils__/seesPage';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

// The lock file has an older version of this package than the plugin asks for.
// This is all that it misses.
jest.mock('@backstage-community/plugin-rbac-common', () => ({
  ...jest.requireActual('@backstage-community/plugin-rbac-common'),
  isPermissionInfo: (entry: unknown) => typeof entry !== 'string',
  permissionMappingAction: (entry: string | { action: string }) =>
    typeof entry === 'string' ? entry : entry.action,
}));

const databases = createTestDatabases();

/** Members of the groups that docs/access.md gives roles to. */
const members: Record<string, string> = {
  'user:default/gina': 'group:default/security',
  'user:default/carl': 'group:default/template-owners',
  'user:default/ada': 'group:default/platform',
};

/** The groups of a user, as RBAC asks the catalog for them. */
const catalogOfGroups = createBackendPlugin({
  pluginId: 'catalog',
  register(reg) {
    reg.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/entities', (request, response) => {
          const asked = String(request.query.filter);
          const [, group] =
            Object.entries(members).find(([user]) => asked.includes(user)) ??
            [];
          response.json(group ? [groupOf(group)] : []);
        });
        httpRouter.use(router);
      },
    });
  },
});

function groupOf(ref: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: ref.split('/')[1], namespace: 'default' },
    spec: { type: 'team', children: [] },
  };
}

const events = {
  catalog: recordedEvent({ category: 'CATALOG' }),
  templates: recordedEvent({ plugin: 'scaffolder', category: 'TEMPLATES' }),
};

describe.each(databases.eachSupportedId())('the RBAC plugin on %s', id => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-rbac-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('decides as the examples in the docs say', async () => {
    const policies = join(folder, 'policies.csv');
    const conditions = join(folder, 'conditions.yaml');
    writeFileSync(policies, docsExample('access.md', 'csv', 'audit-log'));
    writeFileSync(
      conditions,
      docsExample('access.md', 'yaml', 'roleEntityRef'),
    );
    const portal = await startPortal({
      knex: await databases.init(id),
      auditLog: { access: { mode: 'policy' }, enabled: true },
      features: [
        permissionBackend,
        rbacModule,
        catalogOfGroups,
        catalogOf(() => []),
      ],
      config: {
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        permission: {
          enabled: true,
          rbac: {
            'policies-csv-file': policies,
            conditionalPoliciesFile: conditions,
            pluginsWithPermission: ['audit-log'],
          },
        },
      },
    });
    const { call } = portal;
    await eventually(() =>
      call('delivering backend', 'post', '/events')
        .send({ events: Object.values(events) })
        .expect(({ body }) => expect(body.appended).toBeGreaterThan(0)),
    );
    const seen = async (caller: Parameters<typeof call>[0]) =>
      (
        await call(
          caller,
          'get',
          '/events?q=-category:AUDIT_LOG%20-plugin:permission',
        ).expect(200)
      ).body.items
        .map((item: { id: string }) => item.id)
        .sort();

    expect(await seen('grantee, all')).toEqual(
      [events.catalog.id, events.templates.id].sort(),
    );
    expect(await seen('grantee, a category')).toEqual([events.templates.id]);
    await call('engineer', 'get', '/events').expect(403);
    await call('grantee, all', 'get', '/settings').expect(403);
    await call('admin', 'get', '/settings').expect(200);
    await call('admin', 'get', '/storage-integrations').expect(200);
    await call('admin', 'get', '/export-schedules').expect(200);
    for (const caller of [
      'grantee, all',
      'grantee, a category',
      'admin',
    ] as const) {
      expect([caller, await seesPage(portal, caller)]).toEqual([caller, true]);
    }
    expect(await seesPage(portal, 'engineer')).toBe(false);
  });
});
