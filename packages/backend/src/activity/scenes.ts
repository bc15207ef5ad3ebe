import { setTimeout as delay } from 'node:timers/promises';
import { PortalSession } from './PortalSession';

const CHANGE_DEADLINE_MS = 60_000;
const CHANGE_POLL_MS = 2_000;

/** Something one person does in the portal. */
export interface Scene {
  /** What is printed, after the name of the person. */
  title: string;
  play(session: PortalSession, baseUrl: string): Promise<void>;
}

export const browse: Scene = {
  title: 'browses the catalog',
  async play(session) {
    await session.call(
      'GET',
      '/api/catalog/entities/by-query?filter=kind=component&limit=20',
    );
    await session.call('GET', '/api/catalog/entity-facets?facet=spec.type');
    await session.call(
      'GET',
      '/api/catalog/entities/by-name/component/default/order-service',
    );
    await session.call(
      'GET',
      '/api/catalog/entities/by-name/system/default/checkout',
    );
  },
};

export const lookForMissing: Scene = {
  title: 'opens a component that does not exist',
  async play(session) {
    await session.call(
      'GET',
      '/api/catalog/entities/by-name/component/default/ghost-service',
    );
  },
};

export const refresh: Scene = {
  title: 'refreshes a component',
  async play(session) {
    await session.call('POST', '/api/catalog/refresh', {
      body: { entityRef: 'component:default/order-service' },
    });
  },
};

export const validateBroken: Scene = {
  title: 'validates a component without an owner',
  async play(session) {
    await session.call('POST', '/api/catalog/validate-entity', {
      body: {
        location: 'url:http://localhost/catalog-info.yaml',
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'nobody-cares' },
          spec: { type: 'service', lifecycle: 'experimental' },
        },
      },
    });
  },
};

/** Registers a file as the import page does, looks at it, and removes it. */
export function registerAndUnregister(file: string): Scene {
  return {
    title: `registers ${file}, then unregisters it`,
    async play(session, baseUrl) {
      const body = { type: 'url', target: `${baseUrl}/examples/${file}` };
      await session.call('POST', '/api/catalog/locations?dryRun=true', {
        body,
      });
      const created = await session.call('POST', '/api/catalog/locations', {
        body,
      });
      // The second time it is there already, and refused.
      await session.call('POST', '/api/catalog/locations', { body });
      const { location } = created.body as { location?: { id: string } };
      if (location) {
        await session.call('DELETE', `/api/catalog/locations/${location.id}`);
      }
    },
  };
}

/**
 * Registers a file, and unregisters it once the audit log has seen what that
 * changed in the catalog. For an Admin, who may read the log.
 */
export function registerAndWatch(file: string, entity: string): Scene {
  return {
    title: `registers ${file}, looks it up in the audit log, and unregisters it`,
    async play(session, baseUrl) {
      const body = { type: 'url', target: `${baseUrl}/examples/${file}` };
      const created = await session.call('POST', '/api/catalog/locations', {
        body,
      });
      // The second time it is there already, and refused.
      await session.call('POST', '/api/catalog/locations', { body });
      await waitForChange(session, entity);
      const { location } = created.body as { location?: { id: string } };
      if (location) {
        await session.call('DELETE', `/api/catalog/locations/${location.id}`);
      }
    },
  };
}

/** Without the change after a while, or without a log, the scene goes on. */
async function waitForChange(session: PortalSession, entity: string) {
  const query = encodeURIComponent(`event:entity-change target:${entity}`);
  const deadline = Date.now() + CHANGE_DEADLINE_MS;
  while (Date.now() < deadline) {
    const { status, body } = await session.call(
      'GET',
      `/api/audit-log/v1/events?q=${query}&limit=1`,
    );
    const { items } = body as { items?: unknown[] };
    if (status !== 200 || items?.length) {
      return;
    }
    await delay(CHANGE_POLL_MS);
  }
}

export const registerBroken: Scene = {
  title: 'tries to register a file that is not valid',
  async play(session, baseUrl) {
    await session.call('POST', '/api/catalog/locations?dryRun=true', {
      body: { type: 'url', target: `${baseUrl}/examples/broken.yaml` },
    });
  },
};

export const lookAtClusters: Scene = {
  title: 'looks for a component in Kubernetes, and at a cluster',
  async play(session) {
    await session.call('GET', '/api/kubernetes/clusters');
    await session.call('POST', '/api/kubernetes/resources/workloads/query', {
      body: { entityRef: 'component:default/order-service', auth: {} },
    });
    // Only Admins may do this.
    await session.call('GET', '/api/kubernetes/proxy/api/v1/pods', {
      headers: { 'backstage-kubernetes-cluster': 'production' },
    });
  },
};

export const changeSettings: Scene = {
  title: 'changes a setting and reads notifications',
  async play(session) {
    await session.call(
      'PUT',
      '/api/user-settings/buckets/demo/keys/favourite-colour',
      { body: { value: 'teal' } },
    );
    await readNotifications(session);
  },
};

/** Marks the latest notifications as read, as their page does. */
async function readNotifications(session: PortalSession) {
  const { body } = await session.call(
    'GET',
    '/api/notifications/notifications?limit=5',
  );
  const { notifications } = body as { notifications?: { id: string }[] };
  await session.call('POST', '/api/notifications/notifications/update', {
    body: { ids: (notifications ?? []).map(({ id }) => id), read: true },
  });
}

export const signOut: Scene = {
  title: 'signs out',
  play: session => session.signOut(),
};
