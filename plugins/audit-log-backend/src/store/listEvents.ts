import { InputError } from '@backstage/errors';
import { CompleteTo } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EVENTS_TABLE, EventRow } from './columns';
import { CursorOrder, decodeCursor, encodeCursor } from './cursor';
import { eventFromRow } from './eventFromRow';
import { narrow } from './narrow';
import { EventPage, ListEventsOptions } from './types';

/** The query of one page, with one row more than asked for. */
export function pageQuery(
  knex: Knex,
  cursorKey: Buffer,
  options: ListEventsOptions,
): Knex.QueryBuilder<EventRow, EventRow[]> {
  const { where, from, to, limit, cursor } = options;
  const order = cursorOrder(options);
  const query: Knex.QueryBuilder<EventRow, EventRow[]> = knex({
    e: EVENTS_TABLE,
  }).select('e.*');

  narrow(query, where);
  if (from !== undefined) {
    query.where('e.started_at', '>=', timeMs('from', from));
  }
  if (to !== undefined) {
    query.where('e.started_at', '<', timeMs('to', to));
  }
  const place =
    cursor === undefined ? undefined : decodeCursor(cursorKey, order, cursor);
  if (order === 'polling') {
    query.where('e.sequence', '>', place?.sequence ?? 0);
    query.orderBy('e.sequence');
  } else {
    query.whereNull('e.superseded_by');
    if (place) {
      query.whereRaw(
        `(e.started_at, e.sequence) ${order === 'asc' ? '>' : '<'} (?, ?)`,
        [place.startedAtMs, place.sequence],
      );
    }
    query.orderBy('e.started_at', order).orderBy('e.sequence', order);
  }
  return query.limit(limit + 1);
}

/** Makes the answer of the rows that {@link pageQuery} found. */
export function pageOf(
  rows: EventRow[],
  cursorKey: Buffer,
  options: ListEventsOptions,
  completeTo: CompleteTo,
): EventPage {
  const order = cursorOrder(options);
  const page = rows.slice(0, options.limit);
  const last = page.at(-1);
  const isLastPage = rows.length <= options.limit && order !== 'polling';
  const cursorAfter = (row: EventRow) =>
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
