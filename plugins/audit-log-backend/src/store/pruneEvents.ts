import { Knex } from 'knex';
import { knownColumns } from './LogAppender';
import { KnownRow } from './batch';
import { CountDeltas } from './CountDeltas';
import { COUNTS_TABLE, EVENTS_TABLE, HEAD_TABLE } from './columns';
import { narrow } from './narrow';
import { TreeTiles } from './TreeTiles';
import { PruneOptions, PruneResult } from './types';

/**
 * Removes events and takes them off the counts.
 *
 * @remarks
 * What goes is looked up first. Then the head is locked, as an append does it,
 * since an append may touch the same events and the same counts: appends wait
 * for the deletion of at most `limit` rows by their primary key.
 */
export async function pruneEvents(
  knex: Knex,
  options: PruneOptions,
): Promise<PruneResult> {
  // Most of the work of keeping the tree, before anybody has to wait for it.
  await new TreeTiles(knex).extend();
  const query = knex({ e: EVENTS_TABLE })
    .where('e.sequence', '<=', options.toSequence)
    .orderBy('e.sequence')
    .limit(options.limit);
  narrow(query, options.where);
  const found: { sequence: string | number }[] = await query.select(
    'e.sequence',
  );
  if (found.length === 0) {
    return { removed: 0, lastSequence: null };
  }
  const sequences = found.map(row => Number(row.sequence));
  const removed = await knex.transaction(async trx => {
    // On SQLite the first write takes the lock of the whole database.
    await trx(HEAD_TABLE).update({ id: 1 });
    await new TreeTiles(trx).keepAll();
    const rows = await removeRows(trx, sequences);
    await takeOffCounts(trx, rows);
    return rows.length;
  });
  return { removed, lastSequence: String(sequences.at(-1)) };
}

async function removeRows(
  trx: Knex.Transaction,
  sequences: number[],
): Promise<KnownRow[]> {
  const { client } = trx.client.config;
  const list = client === 'pg' ? sequences : JSON.stringify(sequences);
  const condition =
    client === 'pg'
      ? 'sequence = any(:list)'
      : 'sequence in (select value from json_each(:list))';
  const result = await trx.raw(
    `delete from ${EVENTS_TABLE} where ${condition} returning ${knownColumns}`,
    { list },
  );
  return result.rows ?? result;
}

async function takeOffCounts(
  trx: Knex.Transaction,
  rows: KnownRow[],
): Promise<void> {
  const counts = new CountDeltas();
  for (const row of rows) {
    if (row.superseded_by === null) {
      counts.addRow(row, -1);
    }
  }
  for (const { count, ...key } of counts.rows()) {
    await trx(COUNTS_TABLE)
      .where(key)
      .update({ count: trx.raw('count + ?', [count]) });
    await trx(COUNTS_TABLE)
      .where({ ...key, count: 0 })
      .delete();
  }
}
