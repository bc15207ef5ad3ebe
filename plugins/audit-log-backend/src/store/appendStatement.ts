import {
  cellsOf,
  LogHead,
  SealedBatch,
  SealedEvent,
  writtenColumns,
} from './batch';
import {
  QUARTER_COUNTS_TABLE,
  EVENTS_TABLE,
  EventCountRow,
  HEAD_TABLE,
} from './columns';
import { encodeFrontier } from 'backstage-plugin-audit-log-node';
import { Cell, PreparedEvent } from './prepareEvent';

/** The part of a new row that does not depend on its place, see below. */
export type CopyTails = Map<PreparedEvent, string>;

/** Statements that PostgreSQL runs as one. */
export interface AppendStatement {
  sql: string;
  /** Of the COPY in them; undefined where there is none. */
  data?: Buffer;
}

/** Statements of which one is a COPY. */
export type CopyingStatement = Required<AppendStatement>;

const columns = writtenColumns.join(', ');

/** Everything that one append writes, for one round trip to the database. */
export function appendStatement(
  batch: SealedBatch,
  tails: CopyTails,
  expected?: LogHead,
): CopyingStatement {
  let rows = '';
  for (const event of batch.events) {
    rows +=
      copyPlace(event) +
      (tails.get(event.prepared) ?? copyTail(event.prepared));
  }
  return {
    sql: around(
      `copy ${EVENTS_TABLE} (${columns}) from stdin`,
      batch,
      expected,
    ),
    data: Buffer.from(rows),
  };
}

/** The same with values in the text: larger, and nothing but SQL. */
export function insertStatement(
  batch: SealedBatch,
  expected?: LogHead,
): AppendStatement {
  const rows = batch.events.map(
    event => `(${cellsOf(event).map(constant).join(', ')})`,
  );
  const insert = `insert into ${EVENTS_TABLE} (${columns}) values ${rows.join(
    ',\n',
  )}`;
  return { sql: around(insert, batch, expected) };
}

function around(
  write: string,
  batch: SealedBatch,
  expected: LogHead | undefined,
): string {
  return [
    advanceHead(batch.head, expected),
    write,
    markSuperseded(batch),
    addCounts(batch.counts),
  ]
    .filter(Boolean)
    .join(';\n');
}

function constant(cell: Cell): string {
  if (cell === null) {
    return 'null';
  }
  if (typeof cell === 'string') {
    return quote(cell);
  }
  return typeof cell === 'number'
    ? String(cell)
    : `'\\x${cell.toString('hex')}'`;
}

/** The prepared columns of rows in the text format of COPY. */
export function copyTails(events: PreparedEvent[]): CopyTails {
  return new Map(events.map(event => [event, copyTail(event)]));
}

function copyTail({ cells }: PreparedEvent): string {
  let text = '';
  for (const cell of cells) {
    text += `\t${copyCell(cell)}`;
  }
  return `${text}\n`;
}

function copyPlace(event: SealedEvent): string {
  const { sequence, recordedAtMs, appendedAtMs } = event;
  const hash = event.leafHash.toString('hex');
  const superseded = event.supersededBy ?? '\\N';
  return `${sequence}\t${recordedAtMs}\t${appendedAtMs}\t\\\\x${hash}\t${superseded}`;
}

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

/**
 * Locks the head and moves it on.
 *
 * @remarks
 * Where a head is expected and another one found, the sequence becomes null,
 * which the column refuses: everything that follows is rolled back.
 */
function advanceHead(
  { frontier, time, awaited }: LogHead,
  expected?: LogHead,
): string {
  const sequence = expected
    ? `case when sequence = ${expected.frontier.size}
         and awaited = ${expected.awaited} then ${frontier.size} end`
    : frontier.size;
  return `update ${HEAD_TABLE} set sequence = ${sequence}, time = ${time},
    awaited = ${awaited},
    frontier = '\\x${encodeFrontier(frontier).toString('hex')}'`;
}

function markSuperseded({ superseded }: SealedBatch): string | undefined {
  if (superseded.length === 0) {
    return undefined;
  }
  const pairs = superseded.map(
    ({ sequence, by }) => `(${sequence}, ${by === null ? 'null' : `'${by}'`})`,
  );
  return `update ${EVENTS_TABLE} e set superseded_by = s.by::uuid
    from (values ${pairs.join(', ')}) as s (sequence, by)
    where e.sequence = s.sequence`;
}

function addCounts(counts: EventCountRow[]): string | undefined {
  if (counts.length === 0) {
    return undefined;
  }
  const rows = counts.map(
    row =>
      `(${row.quarter_hour}, ${quote(row.plugin)}, ${quote(row.category)}, ${
        row.severity_rank
      }, ${quote(row.outcome)}, ${quote(row.actor_type)}, ${row.count})`,
  );
  return `insert into ${QUARTER_COUNTS_TABLE} as c
      (quarter_hour, plugin, category, severity_rank, outcome, actor_type, count)
    values ${rows.join(', ')}
    on conflict (quarter_hour, plugin, category, severity_rank, outcome, actor_type)
    do update set count = c.count + excluded.count`;
}

/** A string constant that is the same whatever the server's settings. */
function quote(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
