import { performance } from 'node:perf_hooks';
import { Knex } from 'knex';
import { EVENTS_TABLE, EventRow } from './columns';
import { CursorOrder } from './cursor';
import { EventReader } from './EventReader';
import { eventsAtOnce } from './eventsAtOnce';
import { EventPredicate } from './types';

/** Events of a window: of the first one, at least and at most. */
const SIZES = { first: 1_000, least: 250, most: Infinity };

/** A question so dear that events which an index leads to are too many. */
const DEAR = 50;

/** How long the work on one window may hold up everything else. */
const STEP_MS = 20;

/** The place of an event in the order of time. */
export interface EventPlace {
  /** Milliseconds since 1970. */
  startedAt: number;
  sequence: number;
}

/** A part of the log and the order to read it in. */
export interface ReadingScope {
  order: CursorOrder;
  /** Milliseconds since 1970, inclusive. */
  from?: number;
  /** Exclusive. */
  to?: number;
  /** Where reading goes on; exclusive. */
  after?: EventPlace;
}

/** Where the part that is being read ends, inclusive. */
interface Stretch extends ReadingScope {
  upTo?: EventPlace;
}

/** The query for a stretch of the log. */
export type StretchQuery = (stretch: EventPredicate) => Knex.QueryBuilder;

/** Indexes that lead to few events, unlike those of time and sequence. */
const SELECTIVE = new RegExp(
  `${EVENTS_TABLE}_(actor|target|trace|id|amends)\\b`,
);

/**
 * Runs a query over a part of the log: at once where it can be stopped or the
 * events are found through an index, else for one stretch after the other, each
 * longer than the one before as long as they are quick and the work on one can't
 * become too much.
 *
 * @throws ReadTimeoutError
 */
export async function* readWindows<Row>(
  reader: EventReader,
  scope: ReadingScope,
  queryOf: StretchQuery,
  sizes = SIZES,
): AsyncGenerator<Row[]> {
  const whole = queryOf(stretchOf(scope));
  const most = reader.isStoppable ? Infinity : eventsAtOnce(whole, sizes.most);
  if (
    reader.isStoppable ||
    (most > DEAR && (await isSelective(reader, whole)))
  ) {
    yield await reader.run<Row>(whole);
    return;
  }
  let size = Math.min(most, sizes.first);
  let after = scope.after;
  let upTo: EventPlace | undefined;
  do {
    const begunAt = performance.now();
    upTo = await placeAfter(reader, { ...scope, after }, size);
    const stretch = stretchOf({ ...scope, after, upTo });
    const found = await reader.run<Row>(queryOf(stretch));
    const tookMs = performance.now() - begunAt;
    yield found;
    const next = Math.max(sizes.least, tookMs < STEP_MS ? size * 2 : size / 2);
    size = Math.min(most, next);
    after = upTo;
  } while (upTo);
}

/** Whether SQLite would find the events of a query by what they have. */
async function isSelective(
  { knex, run }: EventReader,
  query: Knex.QueryBuilder,
): Promise<boolean> {
  const { sql, bindings } = query.toSQL().toNative();
  const steps = await run<{ detail: string }>(
    knex.raw(`explain query plan ${sql}`, [...bindings]),
  );
  return steps.some(({ detail }) => SELECTIVE.test(detail));
}

/** Narrows a query to the events of a stretch. */
export function stretchOf(stretch: Stretch): EventPredicate {
  const { order, from, to, after, upTo } = stretch;
  return query => {
    if (from !== undefined) {
      query.where('e.started_at', '>=', from);
    }
    if (to !== undefined) {
      query.where('e.started_at', '<', to);
    }
    if (order === 'polling') {
      query.where('e.sequence', '>', after?.sequence ?? 0);
      if (upTo) {
        query.where('e.sequence', '<=', upTo.sequence);
      }
      return;
    }
    const [beyond, within] = order === 'asc' ? ['>', '<='] : ['<', '>='];
    if (after) {
      query.whereRaw(`(e.started_at, e.sequence) ${beyond} (?, ?)`, [
        after.startedAt,
        after.sequence,
      ]);
    }
    if (upTo) {
      query.whereRaw(`(e.started_at, e.sequence) ${within} (?, ?)`, [
        upTo.startedAt,
        upTo.sequence,
      ]);
    }
  };
}

/** The last of the next `size` events; undefined where fewer are left. */
async function placeAfter(
  reader: EventReader,
  scope: ReadingScope,
  size: number,
): Promise<EventPlace | undefined> {
  const { order } = scope;
  const query: Knex.QueryBuilder = reader
    .knex({ e: EVENTS_TABLE })
    .select('e.started_at', 'e.sequence');
  stretchOf(scope)(query);
  if (order === 'polling') {
    query.orderBy('e.sequence');
  } else {
    query.orderBy('e.started_at', order).orderBy('e.sequence', order);
  }
  const [row] = await reader.run<Pick<EventRow, 'started_at' | 'sequence'>>(
    query.offset(Math.floor(size) - 1).limit(1),
  );
  return (
    row && { startedAt: Number(row.started_at), sequence: Number(row.sequence) }
  );
}
