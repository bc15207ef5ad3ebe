import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import {
  GrantLimits,
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import {
  accessTables,
  isAllowed,
  permissionSettings,
} from '../__testUtils__/accessTable';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { bodies, queries, SOME_ID } from '../__testUtils__/sampleRequests';
import {
  CallerName,
  callerNames,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(300_000);

const databases = createTestDatabases();
const table = Object.entries(routes) as [RouteName, RouteDefinition][];

const user = (name: string, group?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: group ? [{ type: 'memberOf', targetRef: group }] : [],
});

const entities = [
  ...['eva', 'gina', 'carl', 'otto', 'olga', 'fred'].map(name => user(name)),
  user('gwen', 'group:default/readers'),
];

const grants: [string, GrantLimits, string?][] = [
  ['user:default/gina', {}],
  ['user:default/carl', { categories: ['CATALOG'] }],
  ['user:default/otto', { ownEvents: true }],
  ['user:default/olga', { ownedEntities: true }],
  ['group:default/readers', {}],
  ['user:default/fred', {}, '2026-01-01T00:00:00.000Z'],
];

/** While audit logging is disabled others may do less: these come last. */
const mayDisable: CallerName[] = ['admin', 'token for settings'];
const others = callerNames.filter(caller => !mayDisable.includes(caller));

async function storeGrants(knex: Knex) {
  await knex('audit_log_grants').insert(
    grants.map(([grantee, limits, expiresAt], index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      grantee,
      limits: JSON.stringify(limits),
      expires_at: expiresAt ?? null,
      created_at: '2025-12-01T00:00:00.000Z',
      created_by: 'user:default/ada',
      version: 1,
    })),
  );
}

describe.each(databases.eachSupportedId())('access on %s', id => {
  it.each(permissionSettings)('$name', async setting => {
    const knex = await databases.init(id);
    const { call } = await startPortal({
      knex,
      features: [catalogOf(() => entities)],
      ...setting,
    });
    await storeGrants(knex);
    const wrong: string[] = [];
    for (const caller of [...others, ...mayDisable]) {
      for (const [name, route] of table) {
        const { method, path } = route;
        const place = path.replace(/:\w+/g, SOME_ID);
        const { status, body } = await call(
          caller,
          method,
          queries[name] ? `${place}?${queries[name]}` : place,
        )
          .set('if-match', '1')
          .send(method === 'get' ? undefined : bodies[name] ?? {});
        const expected = isAllowed(caller, route, setting)
          ? [200, 201, 202, 204, 404, 409, 412]
          : [caller === 'anonymous' ? 401 : 403];
        if (!expected.includes(status)) {
          wrong.push(`${caller} ${name}: ${status} ${body.error?.message}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('docs/access.md', () => {
  // If this fails: UPDATE_DOCS=1 yarn backstage-cli package test accessMatrix
  it('prints the tables that are tested above', () => {
    const path = resolve(__dirname, '../../../../docs/access.md');
    const page = readFileSync(path, 'utf8');
    const [before, , after] = page.split(/<!-- tables:(?:begin|end) -->\n/);
    const expected = [
      before,
      '<!-- tables:begin -->\n\n',
      accessTables(),
      '\n\n<!-- tables:end -->\n',
      after,
    ].join('');
    if (process.env.UPDATE_DOCS) {
      writeFileSync(path, expected);
    }
    expect(readFileSync(path, 'utf8')).toBe(expected);
  });
});
