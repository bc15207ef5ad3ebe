import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  DAY_COUNTS_TABLE,
  EVENTS_TABLE,
  HOUR_COUNTS_TABLE,
  QUARTER_COUNTS_TABLE,
} from './columns';
import { DatabaseEventStore } from './DatabaseEventStore';

jest.setTimeout(120_000);

const migration = require('../../migrations/20261130003000_amendments');

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('old amendments on %s', id => {
  let knex: Knex;
  let store: DatabaseEventStore;

  const forged = (amends: RecordedEvent) =>
    recordedEvent({
      amends: amends.id,
      eventId: 'entity-fetch',
      outcome: 'unknown',
    });

  /** As the first release did, whoever said to amend an event. */
  async function supersede(event: RecordedEvent, by: RecordedEvent) {
    await knex(EVENTS_TABLE)
      .where({ id: event.id })
      .update({ superseded_by: by.id });
    await knex(QUARTER_COUNTS_TABLE)
      .where({ outcome: event.outcome })
      .decrement('count');
  }

  const shown = async () => {
    const { items } = await store.list({ where: [], order: 'desc', limit: 99 });
    return items.map(event => event.id).sort();
  };

  const countsOf = async (table: string) =>
    Object.fromEntries(
      (await knex(table).whereNot('count', 0)).map(row => [
        row.outcome,
        Number(row.count),
      ]),
    );

  it('hide nothing any more where they are of another operation', async () => {
    knex = await initDatabase(databases, id);
    store = await DatabaseEventStore.create({ knex });
    const hidden = recordedEvent({ outcome: 'failed' });
    const pending = recordedEvent({ outcome: 'pending' });
    const ended = recordedEvent({ amends: pending.id });
    const open = recordedEvent({ outcome: 'pending' });
    const closed = recordedEvent({ amends: open.id });
    const forgeries = [hidden, pending, ended, open].map(forged);
    await store.append([pending, ended, hidden, open, ...forgeries]);
    await store.append([closed]);
    const honest = await shown();
    const tables = [QUARTER_COUNTS_TABLE, HOUR_COUNTS_TABLE, DAY_COUNTS_TABLE];
    const counts = await Promise.all(tables.map(countsOf));

    await supersede(hidden, forgeries[0]);
    await supersede(ended, forgeries[2]);
    // Was hidden by the forgery before its own end came.
    await knex(EVENTS_TABLE)
      .where({ id: open.id })
      .update({ superseded_by: forgeries[3].id });
    await supersede(forgeries[3], closed);
    expect(await shown()).not.toEqual(honest);
    expect(await countsOf(QUARTER_COUNTS_TABLE)).not.toEqual(counts[0]);

    for (const _ of [1, 2]) {
      await migration.up(knex);
      expect(await shown()).toEqual(honest);
      expect(await Promise.all(tables.map(countsOf))).toEqual(counts);
      const { superseded_by: by } = await knex(EVENTS_TABLE)
        .where({ id: open.id })
        .first('superseded_by');
      expect(by).toBe(closed.id);
    }
  });
});
