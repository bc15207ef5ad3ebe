import { JsonObject } from '@backstage/types';
import { ResolverRegistry } from './ResolverRegistry';

const registry = ResolverRegistry.create();

describe('what an event is about, by the path of its request', () => {
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
});
