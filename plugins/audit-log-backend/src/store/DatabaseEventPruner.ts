import { Knex } from 'knex';
import {
  countedColumns,
  QUARTER_COUNTS_TABLE,
  EVENTS_TABLE,
  EventRow,
  REMOVED_LEAVES_TABLE,
} from './columns';
import { CountDeltas, quarterOf } from './CountDeltas';
import { narrow } from './narrow';
import { EventPruner, PrunedBatch, PruneOptions } from './types';

type PrunedRow = Pick<
  EventRow,
  | 'sequence'
  | 'started_at'
  | 'plugin'
  | 'category'
  | 'severity_rank'
  | 'outcome'
  | 'actor_type'
  | 'superseded_by'
>;

/** {@inheritDoc EventPruner} */
export class DatabaseEventPruner implements EventPruner {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async prune(options: PruneOptions): Promise<PrunedBatch> {
    return this.#knex.transaction(async tx => {
      const rows = await lockRows(tx, options);
      if (rows.length > 0) {
        await removeRows(tx, rows);
      }
      const sequences = rows.map(row => Number(row.sequence));
      return {
        removed: rows.length,
        firstSequence: String(Math.min(...sequences)),
        lastSequence: String(Math.max(...sequences)),
        last: rows.length === options.limit ? placeOf(rows.at(-1)!) : undefined,
      };
    });
  }
}

/** Oldest first; skips rows that another replica is removing. */
async function lockRows(
  tx: Knex.Transaction,
  { where, limit, startedBefore, after }: PruneOptions,
): Promise<PrunedRow[]> {
  const query = tx<EventRow>({ e: EVENTS_TABLE })
    .select(
      'e.sequence',
      'e.started_at',
      'e.plugin',
      'e.category',
      'e.severity_rank',
      'e.outcome',
      'e.actor_type',
      'e.superseded_by',
    )
    .orderBy(['e.started_at', 'e.sequence'])
    .limit(limit);
  if (startedBefore !== undefined) {
    query.where('e.started_at', '<', startedBefore);
  }
  if (after) {
    query.whereRaw('(e.started_at, e.sequence) > (?, ?)', [
      after.startedAt,
      after.sequence,
    ]);
  }
  narrow(query, where);
  if (isPostgres(tx)) {
    query.forUpdate('e').skipLocked();
  }
  return (await query) as PrunedRow[];
}

async function removeRows(
  tx: Knex.Transaction,
  rows: PrunedRow[],
): Promise<void> {
  const isRemoved = (query: Knex.QueryBuilder) => {
    if (isPostgres(tx)) {
      query.whereRaw('sequence = any(?)', [
        rows.map(row => String(row.sequence)),
      ]);
    } else {
      query.whereRaw('sequence in (select value from json_each(?))', [
        JSON.stringify(rows.map(row => Number(row.sequence))),
      ]);
    }
  };
  await tx(tx.raw('?? (sequence, leaf_hash)', [REMOVED_LEAVES_TABLE])).insert(
    tx(EVENTS_TABLE).select('sequence', 'leaf_hash').where(isRemoved),
  );
  await tx(EVENTS_TABLE).where(isRemoved).delete();

  await subtractCounts(tx, rows);
}

/** In one statement, so that all writers change the rows in one order. */
async function subtractCounts(
  tx: Knex.Transaction,
  removed: PrunedRow[],
): Promise<void> {
  const deltas = new CountDeltas();
  for (const row of removed) {
    if (row.superseded_by === null) {
      deltas.addRow(row, -1);
    }
  }
  const rows = deltas.rows();
  if (rows.length > 0) {
    await tx(QUARTER_COUNTS_TABLE)
      .insert(rows)
      .onConflict(['quarter_hour', ...countedColumns])
      .merge({
        count: tx.raw('??.count + excluded.count', [QUARTER_COUNTS_TABLE]),
      });
  }
  await tx(QUARTER_COUNTS_TABLE)
    .where('count', '<=', 0)
    .whereIn('quarter_hour', [...new Set(removed.map(quarterOf))])
    .delete();
}

function placeOf(row: PrunedRow): NonNullable<PrunedBatch['last']> {
  return {
    startedAt: Number(row.started_at),
    sequence: String(row.sequence),
  };
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
