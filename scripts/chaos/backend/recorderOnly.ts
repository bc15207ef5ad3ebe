/**
 * The smallest backend that records: the auditor, the recorder with its
 * journal, and the store on PostgreSQL, all real, and no HTTP. Starting it
 * costs little, so it can be killed thousands of times.
 *
 * `node recorderOnly.ts --config <JSON file>`
 */
import { createSpecializedBackend } from '@backstage/backend-app-api';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { discoveryServiceFactory } from '@backstage/backend-defaults/discovery';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { lifecycleServiceFactory } from '@backstage/backend-defaults/lifecycle';
import { loggerServiceFactory } from '@backstage/backend-defaults/logger';
import { rootLifecycleServiceFactory } from '@backstage/backend-defaults/rootLifecycle';
import {
  RootLoggerService,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import {
  auditLogAuditorServiceFactory,
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from 'backstage-plugin-audit-log-node';
import { readFileSync } from 'node:fs';
import {
  DatabaseEventStore,
  applyMigrations,
} from '../../../plugins/audit-log-backend/src/store';
import { driverPlugin } from './driverPlugin';

process.on('SIGXFSZ', () => {});

const configPath = process.argv[process.argv.indexOf('--config') + 1];

/** Says what goes wrong, on standard error, and nothing else. */
const logger: RootLoggerService = {
  error: (message, meta) => console.error(message, meta ?? ''),
  warn: message => console.error(message),
  info: () => {},
  debug: () => {},
  child: () => logger,
};

const storePlugin = createBackendPlugin({
  pluginId: 'audit-log',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        recorder: auditLogRecorderServiceRef,
      },
      async init({ database, recorder }) {
        const knex = await database.getClient();
        await applyMigrations(knex);
        recorder.attach(await DatabaseEventStore.create({ knex }));
        recorder.learn({ recording: 'on', rules: [] });
      },
    });
  },
});

const backend = createSpecializedBackend({
  defaultServiceFactories: [
    authServiceFactory,
    databaseServiceFactory,
    discoveryServiceFactory,
    httpAuthServiceFactory,
    lifecycleServiceFactory,
    loggerServiceFactory,
    rootLifecycleServiceFactory,
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () =>
        new ConfigReader(JSON.parse(readFileSync(configPath, 'utf8'))),
    }),
    createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => logger,
    }),
  ],
});
backend.add(auditLogRecorderServiceFactory);
backend.add(auditLogAuditorServiceFactory);
backend.add(storePlugin);
backend.add(driverPlugin);
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
