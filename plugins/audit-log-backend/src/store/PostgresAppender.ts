import { finished } from 'node:stream/promises';
import { Knex } from 'knex';
import { CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import {
  COUNTS_TABLE,
  EVENTS_TABLE,
  EventCountRow,
  HEAD_TABLE,
} from './columns';
import {
  Appended,
  concernedIds,
  knownColumns,
  LogAppender,
} from './LogAppender';
import { Cell, PreparedEvent } from './prepareEvent';
import {
  KnownRow,
  LogHead,
  rowCells,
  SealedBatch,
  writtenColumns,
} from './batch';
import { sealBatch } from './sealBatch';

/** What is used of a client of the `pg` package. */
interface CopyClient {
  query(stream: CopyStreamQuery): CopyStreamQuery;
}

/** Appends on PostgreSQL: rows go in by COPY. */
export class PostgresAppender implements LogAppender {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  append(events: PreparedEvent[], clock: () => number): Promise<Appended> {
    return this.#knex.transaction(async trx => {
      const head = await lockHead(trx);
      // A new statement sees what was committed while this one waited.
      const ids = concernedIds(events);
      const known = await trx.raw<{ rows: KnownRow[] }>(
        `select ${knownColumns} from ${EVENTS_TABLE}
         where id = any(:ids) or amends = any(:ids)`,
        { ids },
      );
      const batch = sealBatch(events, head, known.rows, clock());
      if (batch.events.length > 0) {
        await copyRows(trx, batch);
        await markSuperseded(trx, batch);
        await addCounts(trx, batch.counts);
        await trx(HEAD_TABLE).update(batch.head);
      }
      return {
        appended: batch.events.length,
        duplicates: batch.duplicates,
        head: batch.head,
      };
    });
  }
}

async function lockHead(trx: Knex.Transaction): Promise<LogHead> {
  const row = await trx(HEAD_TABLE)
    .select('sequence', 'time', 'frontier')
    .forUpdate()
    .first();
  return {
    sequence: Number(row.sequence),
    time: row.time === null ? null : Number(row.time),
    frontier: row.frontier,
  };
}

async function copyRows(
  trx: Knex.Transaction,
  { events }: SealedBatch,
): Promise<void> {
  let text = '';
  for (const event of events) {
    text += `${rowCells(event).map(copyCell).join('\t')}\n`;
  }
  const client: CopyClient = await trx.client.acquireConnection();
  const stream = client.query(
    copyFrom(`copy ${EVENTS_TABLE} (${writtenColumns.join(', ')}) from stdin`),
  );
  stream.end(text);
  await finished(stream);
}

/** A value in the text format of COPY. */
function copyCell(cell: Cell): string {
  if (cell === null) {
    return '\\N';
  }
  if (typeof cell === 'string') {
    return /[\\\t\n\r]/.test(cell) ? escapeCopy(cell) : cell;
  }
  return typeof cell === 'number'
    ? String(cell)
    : `\\\\x${cell.toString('hex')}`;
}

function escapeCopy(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

async function markSuperseded(
  trx: Knex.Transaction,
  { superseded }: SealedBatch,
): Promise<void> {
  if (superseded.length > 0) {
    await trx.raw(
      `update ${EVENTS_TABLE} e set superseded_by = s.by
       from unnest(:sequences::bigint[], :by::uuid[]) as s (sequence, by)
       where e.sequence = s.sequence`,
      {
        sequences: superseded.map(({ sequence }) => sequence),
        by: superseded.map(({ by }) => by),
      },
    );
  }
}

async function addCounts(
  trx: Knex.Transaction,
  counts: EventCountRow[],
): Promise<void> {
  if (counts.length > 0) {
    await trx(COUNTS_TABLE)
      .insert(counts)
      .onConflict([
        'hour',
        'plugin',
        'category',
        'severity_rank',
        'outcome',
        'actor_type',
      ])
      .merge({
        count: trx.raw(`${COUNTS_TABLE}.count + excluded.count`),
      } as never);
  }
}
