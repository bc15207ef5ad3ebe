import { LoggerService } from '@backstage/backend-plugin-api';
import { parseQuery } from 'backstage-plugin-audit-log-common';
import knexFactory from 'knex';
import {
  CheckpointPublisher,
  DatabasePublicationStore,
  DatabaseRunStore,
  DatabaseScheduleStore,
  ExportLinks,
  ExportRunner,
  ExportScheduler,
  RunPlanner,
  builtInFormats,
} from '../../plugins/audit-log-backend/src/exports';
import { createIntegrity } from '../../plugins/audit-log-backend/src/integrity';
import { createQueryTranslator } from '../../plugins/audit-log-backend/src/query';
import {
  DatabaseIntegrationStore,
  StorageIntegrations,
  StorageRegistry,
  builtInProviders,
} from '../../plugins/audit-log-backend/src/storage';
import { DatabaseEventStore } from '../../plugins/audit-log-backend/src/store';
import { ORIGIN, ReplicaFacts, fastClock } from './facts';

const logger: LoggerService = {
  debug: () => {},
  info: () => {},
  warn: message => console.error(message),
  error: (message, cause) => console.error(message, cause),
  child: () => logger,
};

/**
 * One replica that exports as fast as it can, until it is killed. Its clock
 * runs fast, so that schedules of minutes are due many times a second.
 */
async function main() {
  const facts: ReplicaFacts = JSON.parse(process.argv[2]);
  const clock = fastClock(facts.startedAt);
  const knex = knexFactory({ client: 'pg', connection: facts.database });
  const source = await DatabaseEventStore.create({ knex });
  const integrity = await createIntegrity({
    knex,
    events: source,
    origin: ORIGIN,
    clock,
  });
  const schedules = new DatabaseScheduleStore({ knex });
  const runs = new DatabaseRunStore({ knex });
  const integrations = new StorageIntegrations({
    store: new DatabaseIntegrationStore({ knex }),
    registry: new StorageRegistry({
      config: facts.storage,
      builtIn: builtInProviders({
        localFolder: undefined,
        awsAccounts: undefined,
      }),
    }),
    linked: new ExportLinks({ schedules, runs, clock }),
    clock,
    logger,
  });
  const scheduler = new ExportScheduler({
    schedules,
    runs,
    planner: new RunPlanner({
      schedules,
      runs,
      source,
      maxSequences: 1_000n,
      clock,
    }),
    runner: new ExportRunner({
      source,
      integrations,
      formats: new Map(builtInFormats.map(format => [format.id, format])),
      compileQuery: (text, at) =>
        createQueryTranslator({ knex, clock: () => at })(parseQuery(text)),
      log: integrity,
    }),
    isEnabled: async () => true,
    clock,
    logger,
    leaseMs: facts.leaseMs,
    heartbeatMs: 100,
  });
  const publisher = new CheckpointPublisher({
    publications: new DatabasePublicationStore({ knex }),
    schedules,
    runs,
    integrations,
    log: integrity,
    clock,
    logger,
  });
  process.stdout.write('ready\n');
  for (;;) {
    try {
      await scheduler.tick();
      publisher.tick();
    } catch (error) {
      // As the portal does: the next tick may fare better.
      logger.warn(`A tick failed: ${error}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
