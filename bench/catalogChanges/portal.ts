import { createBackend } from '@backstage/backend-defaults';
import {
  RootLoggerService,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import {
  EntityProvider,
  EntityProviderConnection,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { createServer, AddressInfo } from 'node:net';
import { join } from 'node:path';
import auditLogFeature from '../../plugins/audit-log-backend/src';
import { PortalFacts } from './facts';

const LOCATION = 'bench:entities';
const FOLLOW_EVERY = { seconds: 5 };

/** A running portal: the real catalog, a provider, and the audit log. */
export interface BenchPortal {
  catalog: Knex;
  log: Knex;
  provide(lifecycle: string): Promise<void>;
}

const silent: RootLoggerService = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (message, cause) => console.error(message, cause),
  child: () => silent,
};

export async function startBenchPortal(
  facts: PortalFacts,
): Promise<BenchPortal> {
  const found: Partial<{ catalog: Knex; log: Knex }> = {};
  let connection: EntityProviderConnection | undefined;
  const provider: EntityProvider = {
    getProviderName: () => 'bench',
    connect: async connected => {
      connection = connected;
    },
  };
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: async () => new ConfigReader(await configOf(facts)),
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => silent,
    }),
  );
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(auditLogFeature);
  backend.add(
    createBackendModule({
      pluginId: 'catalog',
      moduleId: 'bench',
      register(reg) {
        reg.registerInit({
          deps: {
            database: coreServices.database,
            processing: catalogProcessingExtensionPoint,
          },
          async init({ database, processing }) {
            processing.addEntityProvider(provider);
            found.catalog = await database.getClient();
          },
        });
      },
    }),
  );
  backend.add(
    createBackendModule({
      pluginId: 'audit-log',
      moduleId: 'bench',
      register(reg) {
        reg.registerInit({
          deps: { database: coreServices.database },
          async init({ database }) {
            found.log = await database.getClient();
          },
        });
      },
    }),
  );
  await backend.start();
  return {
    catalog: found.catalog!,
    log: found.log!,
    provide: lifecycle =>
      connection!.applyMutation({
        type: 'full',
        entities: Array.from({ length: facts.entities }, (_, index) => ({
          locationKey: LOCATION,
          entity: component(index, lifecycle),
        })),
      }),
  };
}

function component(index: number, lifecycle: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `service-${index}`,
      description: `Service number ${index}, which does what it does`,
      tags: ['java', 'payments', 'tier-2'],
      links: [{ url: `https://example.com/${index}`, title: 'Dashboard' }],
      annotations: {
        'backstage.io/managed-by-location': LOCATION,
        'backstage.io/managed-by-origin-location': LOCATION,
        'github.com/project-slug': `example/service-${index}`,
        'pagerduty.com/service-id': `P${index}`,
      },
    },
    spec: {
      type: 'service',
      lifecycle,
      owner: `group:default/team-${index % 200}`,
      system: `system-${index % 50}`,
      providesApis: [`api-${index}`],
    },
  };
}

async function configOf({ follows, postgres, folder }: PortalFacts) {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      workingDirectory: folder,
      database: postgres
        ? { client: 'pg', pluginDivisionMode: 'schema', connection: postgres }
        : {
            client: 'better-sqlite3',
            connection: { directory: join(folder, 'data') },
          },
    },
    catalog: {
      rules: [{ allow: ['Component'] }],
      // Nothing is processed but what the benchmark asks for.
      processingInterval: { hours: 5 },
      orphanStrategy: 'keep',
    },
    auditLog: {
      enabled: true,
      admins: ['user:default/ada'],
      recording: { journal: { folder: join(folder, 'journal') } },
      catalogChanges: { enabled: follows, frequency: FOLLOW_EVERY },
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}
