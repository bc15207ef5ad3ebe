import { createBackendModule } from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  EntityProviderConnection,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually } from '../__testUtils__/startPortal';
import { startRealBackend } from '../__testUtils__/startRealBackend';

jest.setTimeout(180_000);

const databases = createTestDatabases();

const component = (name: string, lifecycle: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', lifecycle, owner: 'team-a' },
});

/** A file of entities that can be changed, as in a repository. */
async function serveEntities() {
  const served = { entities: [] as object[] };
  const server = createServer((_, response) =>
    response.end(served.entities.map(e => JSON.stringify(e)).join('\n---\n')),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    served,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/entities.yaml`,
    stop: () => server.close(),
  };
}

/** A provider, as those that read organisations are. */
function orgProvider() {
  let connection: EntityProviderConnection | undefined;
  return {
    module: createBackendModule({
      pluginId: 'catalog',
      moduleId: 'org',
      register(reg) {
        reg.registerInit({
          deps: { processing: catalogProcessingExtensionPoint },
          async init({ processing }) {
            processing.addEntityProvider({
              getProviderName: () => 'org',
              connect: async connected => {
                connection = connected;
              },
            });
          },
        });
      },
    }),
    provide: (...entities: ReturnType<typeof component>[]) =>
      connection!.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({
          locationKey: 'org',
          entity: {
            ...entity,
            metadata: {
              ...entity.metadata,
              annotations: {
                'backstage.io/managed-by-location': 'org:all',
                'backstage.io/managed-by-origin-location': 'org:all',
              },
            },
          },
        })),
      }),
  };
}

describe.each(databases.eachSupportedId())('the real catalog on %s', id => {
  it('is followed, whatever changes it', async () => {
    const file = await serveEntities();
    const org = orgProvider();
    const backend = await startRealBackend({
      knex: await databases.init(id),
      config: {
        backend: { reading: { allow: [{ host: file.host }] } },
        catalog: {
          rules: [{ allow: ['Component', 'Location'] }],
          processingInterval: { seconds: 1 },
          orphanStrategy: 'delete',
          orphanProviderStrategy: 'delete',
        },
      },
      auditLog: {
        catalogChanges: { enabled: true, frequency: { seconds: 1 } },
      },
      features: [catalogPlugin, org.module],
    });
    const told = new Set<string>();
    /** All that was told of components, but for what was expected before. */
    const untold = async () => {
      const answer = await backend.call(
        'GET',
        '/audit-log/v1/events?limit=1000&q=event:entity-change%20target:component:*',
      );
      const { items } = (await answer.json()) as { items: AuditEvent[] };
      return items.filter(
        event => !told.has(event.id) && !isMarkedOrphan(event),
      );
    };
    /** Waits until this was told of these components, and nothing else of them. */
    const expectTold = (...expected: string[]) =>
      eventually(async () => {
        const fresh = (await untold()).filter(({ target }) =>
          expected.some(line => line.includes(` ${target!.ref}`)),
        );
        expect(fresh.map(describeChange).sort()).toEqual(expected.sort());
        fresh.forEach(event => told.add(event.id));
      });
    try {
      // Added by a person.
      file.served.entities = [
        component('shop', 'experimental'),
        component('cart', 'experimental'),
      ];
      const added = await backend.call('POST', '/catalog/locations', {
        type: 'url',
        target: file.url,
      });
      expect(added.status).toBe(201);
      const { location } = await added.json();
      await expectTold(
        `create component:default/shop`,
        `create component:default/cart`,
      );
      // Found by a refresh: one has changed, and one is gone, an orphan.
      file.served.entities = [component('shop', 'production')];
      await expectTold(
        `update component:default/shop spec.lifecycle experimental production`,
      );
      // Told by a provider.
      await org.provide(component('till', 'experimental'));
      await expectTold('create component:default/till');
      await org.provide(component('till', 'production'));
      await expectTold(
        'update component:default/till spec.lifecycle experimental production',
      );
      await org.provide();
      await expectTold('delete component:default/till');
      // The catalog would clean up by itself in a while.
      await backend.call(
        'POST',
        '/catalog/.backstage/scheduler/v1/tasks/catalog_orphan_cleanup/trigger',
      );
      await expectTold(`delete component:default/cart`);
      // Removed by a person.
      const removed = await backend.call(
        'DELETE',
        `/catalog/locations/${location.id}`,
      );
      expect(removed.status).toBe(204);
      await expectTold(`delete component:default/shop`);
      expect((await untold()).map(describeChange)).toEqual([]);
    } finally {
      await backend.stop();
      file.stop();
    }
  });
});

/** The catalog may be looked at between marking an orphan and removing it. */
function isMarkedOrphan({ action, meta }: AuditEvent): boolean {
  return (
    action === 'update' &&
    JSON.stringify(meta!.changes).includes('backstage.io/orphan')
  );
}

function describeChange({ action, target, actor, meta }: AuditEvent): string {
  const [first] = meta!.changes as {
    path: string;
    before?: string;
    after?: string;
  }[];
  expect(actor).toEqual({
    type: 'service',
    ref: meta!.location,
    via: 'plugin:catalog',
  });
  return [
    action,
    target?.ref,
    ...(action === 'update' ? [first.path, first.before, first.after] : []),
  ].join(' ');
}
