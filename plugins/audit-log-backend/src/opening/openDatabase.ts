import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  DatabaseService,
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Knex } from 'knex';

/** How Backstage's own database service says that it was not reached. */
const NOT_REACHED = /^Failed to connect to the database to make sure that /;

/**
 * Opens the plugin's database, as often as it takes.
 *
 * @remarks
 * Backstage's database service keeps the failure of its first attempt for the
 * life of the process. Where it is that service that failed, another one is
 * made of the same configuration.
 */
export function databaseOpener(options: {
  database: DatabaseService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  rootConfig: RootConfigService;
}): () => Promise<Knex> {
  const { database, lifecycle, logger, rootConfig } = options;
  let failure: unknown;
  return async () => {
    try {
      return await database.getClient();
    } catch (error) {
      const isSame = error === failure;
      failure = error;
      if (!isSame || !NOT_REACHED.test(toError(error).message)) {
        throw error;
      }
    }
    return DatabaseManager.fromConfig(rootConfig)
      .forPlugin('audit-log', { lifecycle, logger })
      .getClient();
  };
}
