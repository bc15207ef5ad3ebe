import { InputError } from '@backstage/errors';
import { CompleteTo } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EVENTS_TABLE } from './columns';
import { CursorOrder, decodeCursor, encodeCursor } from './cursor';
import { eventFromRow, ShownRow, shownSelection } from './eventFromRow';
import { EventReader } from './EventReader';
import { narrow } from './narrow';
import { ReadingScope, readWindows, stretchOf } from './readWindows';
import { EventPage, ListEventsOptions } from './types';

/** The rows of one page, with one more than asked for. */
export async function readPage(
  reader: EventReader,
  cursorKey: Buffer,
  options: ListEventsOptions,
): Promise<ShownRow[]> {
  const { order, ...scope } = readingScope(cursorKey, options);
  const wanted = options.limit + 1;
  const rows: ShownRow[] = [];
  const windows = readWindows<ShownRow>(
    reader,
    { order, ...scope },
    stretch => {
      const where = [...options.where, stretch];
      const limit = wanted - rows.length;
      return pageQuery(reader.knex, { order, where, limit });
    },
  );
  for await (const found of windows) {
    rows.push(...found);
    if (rows.length === wanted) {
      break;
    }
  }
  return rows;
}

/** The query that {@link readPage} runs where the database can be stopped. */
export function wholePageQuery(
  knex: Knex,
  cursorKey: Buffer,
  options: ListEventsOptions,
): Knex.QueryBuilder<ShownRow, ShownRow[]> {
  const scope = readingScope(cursorKey, options);
  return pageQuery(knex, {
    order: scope.order,
    where: [...options.where, stretchOf(scope)],
    limit: options.limit + 1,
  });
}

function pageQuery(
  knex: Knex,
  options: Pick<ListEventsOptions, 'where' | 'limit'> & { order: CursorOrder },
): Knex.QueryBuilder<ShownRow, ShownRow[]> {
  const { order, where, limit } = options;
  const query: Knex.QueryBuilder<ShownRow, ShownRow[]> = knex({
    e: EVENTS_TABLE,
  }).select(shownSelection);
  narrow(query, where);
  if (order === 'polling') {
    query.orderBy('e.sequence');
  } else {
    query.whereNull('e.superseded_by');
    query.orderBy('e.started_at', order).orderBy('e.sequence', order);
  }
  return query.limit(limit);
}

function readingScope(
  cursorKey: Buffer,
  options: ListEventsOptions,
): ReadingScope {
  const { from, to, cursor } = options;
  const order = cursorOrder(options);
  const place =
    cursor === undefined ? undefined : decodeCursor(cursorKey, order, cursor);
  return {
    order,
    from: from === undefined ? undefined : timeMs('from', from),
    to: to === undefined ? undefined : timeMs('to', to),
    after: place && {
      startedAt: place.startedAtMs ?? 0,
      sequence: place.sequence,
    },
  };
}

/** Makes the answer of the rows that {@link readPage} found. */
export function pageOf(
  rows: ShownRow[],
  cursorKey: Buffer,
  options: ListEventsOptions,
  completeTo: CompleteTo,
): EventPage {
  const order = cursorOrder(options);
  const page = rows.slice(0, options.limit);
  const last = page.at(-1);
  const isLastPage = rows.length <= options.limit && order !== 'polling';
  const cursorAfter = (row: ShownRow) =>
    encodeCursor(cursorKey, {
      order,
      startedAtMs: order === 'polling' ? null : Number(row.started_at),
      sequence: Number(row.sequence),
    });

  let nextCursor: string | null = null;
  if (last && !isLastPage) {
    nextCursor = cursorAfter(last);
  } else if (order === 'polling') {
    nextCursor =
      options.cursor ??
      encodeCursor(cursorKey, { order, startedAtMs: null, sequence: 0 });
  }
  return { items: page.map(eventFromRow), nextCursor, completeTo };
}

function cursorOrder({ order, to }: ListEventsOptions): CursorOrder {
  return order === 'asc' && to === undefined ? 'polling' : order;
}

function timeMs(field: string, value: string): number {
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) {
    throw new InputError(
      `Invalid ${field} "${value}", expected a time in ISO 8601`,
    );
  }
  return ms;
}
