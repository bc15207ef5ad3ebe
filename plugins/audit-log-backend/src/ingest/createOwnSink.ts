import { LoggerService } from '@backstage/backend-plugin-api';
import { EventSink } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { DatabaseSettingsStore } from '../settings';
import { DatabaseEventStore, readSwitches } from '../store';
import { OwnEventSink } from './OwnEventSink';

/** Where the recorder of this process puts its events, once the log is open. */
export function createOwnSink(options: {
  knex: Knex;
  store: DatabaseEventStore;
  clock: () => Date;
  logger: LoggerService;
}): EventSink {
  const { knex, store, clock, logger } = options;
  return new OwnEventSink({
    store,
    settings: new DatabaseSettingsStore({ knex }),
    readSwitches: () => readSwitches(knex),
    now: () => clock().getTime(),
    onLeftOut: count =>
      logger.info(
        `Events that were recorded while audit logging was disabled are left out: ${count}`,
      ),
  });
}
