import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendLeaves,
  decodeFrontier,
  emptyFrontier,
} from 'backstage-plugin-audit-log-node';
import knexFactory, { Knex } from 'knex';
import { appendInProcess } from '../__testUtils__/appendInProcess';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { HOUR_COUNTS_TABLE, EVENTS_TABLE, HEAD_TABLE } from './columns';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Each process appends half of these, and the shared ones besides. */
const EVENTS = 20_000;
const SHARED = 500;

describe.each(databases.eachSupportedId())('two processes on %s', id => {
  let folder: string;
  let knex: Knex;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-'));
    knex =
      id === 'SQLITE_3'
        ? knexFactory({
            client: 'better-sqlite3',
            connection: { filename: join(folder, 'log.sqlite') },
            useNullAsDefault: true,
          })
        : await databases.init(id);
  });

  afterEach(async () => {
    if (id === 'SQLITE_3') {
      await knex.destroy();
    }
    await rm(folder, { recursive: true });
  });

  it('that start and append at once leave one log without a gap', async () => {
    const { client, connection, useNullAsDefault } = knex.client.config;
    const shared = recordedEvents(SHARED);
    const orders = {
      config: { client, connection, useNullAsDefault },
      count: EVENTS / 2,
      shared,
      batchSize: 173,
    };
    const answers = await Promise.all([
      appendInProcess(orders),
      appendInProcess(orders),
    ]);
    expect(answers[0].duplicates + answers[1].duplicates).toBe(SHARED);

    const total = EVENTS + SHARED;
    const rows: { sequence: string; recorded_at: string; leaf_hash: Buffer }[] =
      await knex(EVENTS_TABLE)
        .select('sequence', 'recorded_at', 'leaf_hash')
        .orderBy('sequence');
    expect(rows.map(row => Number(row.sequence))).toEqual(
      Array.from({ length: total }, (_, i) => i + 1),
    );
    const times = rows.map(row => Number(row.recorded_at));
    expect(times).toEqual([...times].sort((a, b) => a - b));

    const head = await knex(HEAD_TABLE).first();
    expect(Number(head.sequence)).toBe(total);
    expect(decodeFrontier(total, head.frontier)).toEqual(
      appendLeaves(
        emptyFrontier,
        rows.map(row => row.leaf_hash),
      ),
    );
    const counts = await knex(HOUR_COUNTS_TABLE).select('count');
    expect(counts.reduce((sum, row) => sum + Number(row.count), 0)).toBe(total);
  });
});
