import knexFactory, { Knex } from 'knex';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { applyMigrations, DatabaseEventStore } from '../store';
import { recordedEvents } from './recordedEvent';

/** What {@link appendInProcess} tells the process it starts. */
export interface AppendOrders {
  config: Knex.Config;
  /** Events of this process alone. */
  count: number;
  /** Events that other processes append too. */
  shared: RecordedEvent[];
  batchSize: number;
}

/**
 * A backend of its own that appends events: `appendInProcess` runs this file
 * as a process and sends it its orders.
 */
async function main({ config, count, shared, batchSize }: AppendOrders) {
  const knex = knexFactory(config);
  try {
    await applyMigrations(knex);
    const store = await DatabaseEventStore.create({ knex });
    const events = recordedEvents(count);
    let duplicates = 0;
    for (let i = 0; i < count; i += batchSize) {
      const result = await store.append([
        ...events.slice(i, i + batchSize),
        ...shared.slice(i, i + batchSize),
      ]);
      duplicates += result.duplicates;
    }
    process.send!({ duplicates });
  } finally {
    await knex.destroy();
  }
}

process.once('message', orders => {
  main(orders as AppendOrders).then(
    () => process.disconnect!(),
    error => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
