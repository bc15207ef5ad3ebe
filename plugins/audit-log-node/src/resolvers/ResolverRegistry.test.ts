import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { eventTypes } from 'backstage-plugin-audit-log-common';
import { readCategoryRules } from './categoryRules';
import { ResolverRegistry } from './ResolverRegistry';

const registry = ResolverRegistry.create();

function resolve(plugin: string, eventId: string, meta: JsonObject = {}) {
  return registry.resolve({ plugin, eventId, meta, request: null });
}

describe('ResolverRegistry', () => {
  it.each<[string, string, JsonObject, string, string | null, string | null]>([
    [
      'catalog',
      'entity-fetch',
      { queryType: 'by-name', entityRef: 'component:default/a' },
      'CATALOG',
      'by-name',
      'entity component:default/a',
    ],
    [
      'catalog',
      'entity-fetch',
      { actionType: 'ancestry', entityRef: 'component:default/a' },
      'CATALOG',
      'ancestry',
      'entity component:default/a',
    ],
    [
      'catalog',
      'entity-mutate',
      { actionType: 'delete', uid: 'u-1' },
      'CATALOG',
      'delete',
      'entity-uid u-1',
    ],
    ['catalog', 'entity-facets', {}, 'CATALOG', 'facets', 'plugin catalog'],
    [
      'catalog',
      'location-mutate',
      {
        actionType: 'create',
        location: { type: 'url', target: 'https://x/y' },
      },
      'CATALOG',
      'create',
      'location url:https://x/y',
    ],
    [
      'catalog',
      'location-mutate',
      { actionType: 'delete', id: 'l-1' },
      'CATALOG',
      'delete',
      'location l-1',
    ],
    [
      'catalog',
      'location-fetch',
      {
        queryType: 'by-id',
        id: 'l-1',
        output: { id: 'l-1', type: 'url', target: 'https://x/y' },
      },
      'CATALOG',
      'by-id',
      'location url:https://x/y',
    ],
    [
      'catalog',
      'location-fetch',
      { queryType: 'by-entity', locationRef: 'component:default/a' },
      'CATALOG',
      'by-entity',
      'location component:default/a',
    ],
    [
      'scaffolder',
      'task',
      { actionType: 'create', templateRef: 'template:default/t' },
      'TEMPLATES',
      'create',
      'template template:default/t',
    ],
    [
      'scaffolder',
      'task',
      {
        actionType: 'execution',
        taskId: 't1',
        templateRef: 'template:default/t',
      },
      'TEMPLATES',
      'execution',
      'task t1',
    ],
    [
      'scaffolder',
      'action-fetch',
      {},
      'TEMPLATES',
      'list',
      'plugin scaffolder',
    ],
    [
      'permission',
      'permission-evaluation',
      { permissionName: 'catalog.entity.read', result: 'DENY' },
      'PERMISSIONS',
      'DENY',
      'permission catalog.entity.read',
    ],
    [
      'permission',
      'role-write',
      { actionType: 'create', roleEntityRef: 'role:default/r' },
      'PERMISSIONS',
      'create',
      'role role:default/r',
    ],
    [
      'permission',
      'policy-write',
      {
        actionType: 'delete',
        policies: [['role:default/r', 'catalog.entity.read', 'read', 'allow']],
      },
      'PERMISSIONS',
      'delete',
      'role role:default/r',
    ],
    [
      'kubernetes',
      'resource-fetch',
      { queryType: 'workloads', entityRef: 'component:default/a' },
      'KUBERNETES',
      'workloads',
      'entity component:default/a',
    ],
    [
      'kubernetes',
      'cluster-fetch',
      { queryType: 'proxy', clusterName: 'c1', path: '/api/v1/pods' },
      'KUBERNETES',
      'proxy',
      'cluster c1',
    ],
    [
      'mcp-actions',
      'tool-execution',
      { toolName: 'fetch' },
      'AI',
      'execute',
      'tool fetch',
    ],
    [
      'mcp-actions',
      'connection',
      { actionType: 'established' },
      'AI',
      'established',
      'plugin mcp-actions',
    ],
    [
      'notifications',
      'notification-read',
      { id: 'n1' },
      'NOTIFICATIONS',
      null,
      'notification n1',
    ],
    [
      'audit-log',
      'settings-update',
      { actionType: 'update', target: { type: 'settings', ref: 'retention' } },
      'AUDIT_LOG',
      'update',
      'settings retention',
    ],
    [
      'audit-log',
      'export-run',
      { actionType: 'export', runId: 'r-1', scheduleId: 's-1', schedule: 'S' },
      'AUDIT_LOG',
      'export',
      'export-run r-1',
    ],
    ['auth', 'sign-in', {}, 'ACCESS', 'sign-in', 'plugin auth'],
    [
      'auth',
      'offline-sessions-revoke',
      { userEntityRef: 'user:default/Grace', revokedCount: 2 },
      'ACCESS',
      'offline-sessions-revoke',
      'entity user:default/grace',
    ],
    [
      'auth',
      'sign-in',
      { provider: 'github' },
      'ACCESS',
      'sign-in',
      'auth-provider github',
    ],
    ['nobody-knows', 'thing-done', { taskId: 7 }, 'OTHER', null, 'task 7'],
    [
      'nobody-knows',
      'thing-done',
      { target: { type: 'x', ref: 'y', name: 'z' } },
      'OTHER',
      null,
      'x y',
    ],
    [
      'nobody-knows',
      'thing-done',
      { target: 'y', entityRef: ['a'] },
      'OTHER',
      null,
      'plugin nobody-knows',
    ],
  ])('%s %s %p', (plugin, eventId, meta, category, action, target) => {
    const found = resolve(plugin, eventId, meta);
    expect(found.category).toBe(category);
    expect(found.action).toBe(action);
    expect(found.target && `${found.target.type} ${found.target.ref}`).toBe(
      target,
    );
  });

  it.each<[string, string, string, JsonObject, string | null, string]>([
    // An announcement is named by its plugin, the rest by the path alone.
    [
      'announcements-mutate',
      'PUT',
      '/api/announcements/announcements/a-1',
      { actionType: 'update', uid: 'a-1' },
      'update',
      'announcement a-1',
    ],
    [
      'announcements-mutate',
      'DELETE',
      '/api/announcements/categories/day%20off',
      { actionType: 'update' },
      'delete',
      'announcement-category day off',
    ],
    // Routers take other spellings of a path as well.
    [
      'announcements-mutate',
      'DELETE',
      '/API/Announcements/Categories/Fun/',
      {},
      'delete',
      'announcement-category Fun',
    ],
    [
      'find-repositories-by-organization',
      'GET',
      '/api/Bulk-Import/Organizations/Acme/Repositories/',
      {},
      'read',
      'organization Acme',
    ],
    [
      'ping-workflow-service',
      'GET',
      '/api/orchestrator/v2/Workflows/Move/PingWorkflowService',
      {},
      'ping',
      'workflow Move',
    ],
    [
      'announcements-mutate',
      'POST',
      '/api/announcements/tags',
      { actionType: 'create' },
      'create',
      'plugin announcements',
    ],
    [
      'import-write',
      'DELETE',
      '/api/bulk-import/import/by-repo',
      { actionType: 'delete', repository: 'https://x/a/b' },
      'delete',
      'repository https://x/a/b',
    ],
    [
      'delete-import-by-repo',
      'DELETE',
      '/api/bulk-import/import/by-repo?repo=https%3A%2F%2Fx%2Fa%2Fb',
      {},
      'delete',
      'repository https://x/a/b',
    ],
    [
      'find-repositories-by-organization',
      'GET',
      '/api/bulk-import/organizations/acme/repositories',
      {},
      'read',
      'organization acme',
    ],
    [
      'unknown-endpoint',
      'GET',
      '/api/bulk-import/nowhere',
      {},
      'get',
      'path /api/bulk-import/nowhere',
    ],
    [
      'abort-workflow',
      'DELETE',
      '/api/orchestrator/v2/workflows/instances/i-1/abort',
      { actionType: 'by-id', instanceId: 'i-1' },
      'abort',
      'workflow-run i-1',
    ],
    [
      'ping-workflow-service',
      'GET',
      '/api/orchestrator/v2/workflows/move/pingWorkflowService',
      {},
      'ping',
      'workflow move',
    ],
    [
      'get-workflow-overview',
      'POST',
      '/api/orchestrator/v2/workflows/overview',
      {},
      'list',
      'plugin orchestrator',
    ],
    [
      'generic-error-handler',
      'POST',
      '/api/orchestrator/v2/workflows/move/execute',
      {},
      'post',
      'path /api/orchestrator/v2/workflows/move/execute',
    ],
  ])('%s %s %s %p', (eventId, method, url, meta, action, target) => {
    const [path, query] = url.split('?');
    const [, , asked] = path.split('/');
    const plugin = asked.toLowerCase();
    const found = registry.resolve({
      plugin,
      eventId,
      meta,
      request: { method, path, ...(query && { query }) },
    });
    expect(found.action).toBe(action);
    expect(`${found.target?.type} ${found.target?.ref}`).toBe(target);
  });

  it('gives events of every known type the category that is described', () => {
    const wrong = eventTypes
      .map(({ plugin, eventId, category }) => [
        `${plugin}.${eventId}`,
        category,
        resolve(plugin, eventId).category,
      ])
      .filter(([, described, resolved]) => described !== resolved);
    expect(wrong).toEqual([]);
  });

  it('takes resolvers of other plugins, and survives those that throw', () => {
    const own = ResolverRegistry.create();
    own.register('bank', ({ meta }) => ({
      category: 'MONEY',
      target: { type: 'account', ref: String(meta.account) },
    }));
    own.register('broken', () => {
      throw new Error('no');
    });
    const input = { eventId: 'x', meta: { account: 1 }, request: null };
    expect(own.resolve({ plugin: 'bank', ...input })).toMatchObject({
      category: 'MONEY',
      target: { ref: '1' },
    });
    expect(own.resolve({ plugin: 'broken', ...input }).category).toBe('OTHER');
  });

  it('lets nobody take or leave the category of the audit log', () => {
    const own = ResolverRegistry.create();
    own.register('audit-log', () => ({ category: 'OTHER' }));
    own.register('bank', () => ({ category: 'AUDIT_LOG' }));
    const input = { eventId: 'x', meta: {}, request: null };
    expect(own.resolve({ plugin: 'audit-log', ...input }).category).toBe(
      'AUDIT_LOG',
    );
    expect(own.resolve({ plugin: 'bank', ...input }).category).toBe('OTHER');
  });

  it('puts events into the categories of the configuration first', () => {
    const rules = readCategoryRules(
      new ConfigReader({
        auditLog: {
          categories: [
            { category: 'MONEY', plugin: 'catalog', eventId: 'entity-facets' },
            { category: 'STOCK', plugin: 'shop' },
          ],
        },
      }),
    );
    const own = ResolverRegistry.create({ categories: rules });
    const of = (plugin: string, eventId: string) =>
      own.resolve({ plugin, eventId, meta: {}, request: null }).category;
    expect(of('catalog', 'entity-facets')).toBe('MONEY');
    expect(of('catalog', 'entity-fetch')).toBe('CATALOG');
    expect(of('shop', 'x')).toBe('STOCK');
  });

  it.each(['money', 'AUDIT_LOG', 'A B', '9A'])(
    'refuses the category %s in the configuration, naming it',
    category => {
      const config = new ConfigReader({
        auditLog: { categories: [{ category, plugin: 'x' }] },
      });
      expect(() => readCategoryRules(config)).toThrow(
        `'auditLog.categories[0].category' is '${category}'`,
      );
    },
  );
});
