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
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { draft as exportDraft } from '../__testUtils__/exportsHarness';
import { callerNames, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(300_000);

const databases = createTestDatabases();
const table = Object.entries(routes) as [RouteName, RouteDefinition][];

const storage = {
  destination: 'local://demo/audit',
  identity: { type: 'ambient' },
};

/** Bodies that the routes that need one accept. */
const bodies: Partial<Record<RouteName, object>> = {
  appendEvents: { events: [recordedEvent()] },
  createGrant: { grantee: 'user:default/eva', limits: { ownEvents: true } },
  createLegalHold: { name: 'Case 7', query: '', reason: 'A court asked' },
  previewLegalHold: { query: '' },
  createView: { name: 'Mine' },
  createIntegration: { name: 'main', ...storage },
  updateIntegration: storage,
  createSchedule: exportDraft(),
  previewSchedule: exportDraft(),
  updateSchedule: exportDraft(),
  testCondition: {
    coverage: { mode: 'full' },
    condition: { type: 'data' },
  },
  changeSchedules: {
    action: 'pause',
    ids: ['0194fdc2-fa2f-7cc0-81d3-ff12045b73c8'],
  },
  previewRules: { rules: [] },
  discardQuarantined: { ids: ['0194fdc2-fa2f-7cc0-81d3-ff12045b73c8'] },
};

/** Queries that the routes that need one accept. */
const queries: Partial<Record<RouteName, string>> = {
  getHistogram: 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z',
  getGroups: 'by=plugin',
  streamEvents: 'seconds=0',
  getInclusion: 'event=01890a5d-ac96-774b-bcce-b302099a8057',
  getConsistency: 'from=0&to=0',
};

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
    for (const caller of callerNames) {
      for (const [name, { method, path, access }] of table) {
        const place = path.replace(
          /:\w+/g,
          '0194fdc2-fa2f-7cc0-81d3-ff12045b73c8',
        );
        const { status, body } = await call(
          caller,
          method,
          queries[name] ? `${place}?${queries[name]}` : place,
        )
          .set('if-match', '1')
          .send(method === 'get' ? undefined : bodies[name] ?? {});
        const expected = isAllowed(caller, access, setting)
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
