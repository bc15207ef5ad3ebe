import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { ExportedEvent } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { readAs, Reading } from '../limits';
import { EVENTS_TABLE } from './columns';
import { exportedEventFromRow, ShownRow, shownSelection } from './eventFromRow';
import { ReadTimeoutError } from './EventReader';
import { hexBytes } from './hexBytes';
import { eventsAtOnce } from './eventsAtOnce';
import { limitTime } from './limitTime';
import { narrow } from './narrow';
import { ScanOptions } from './types';

/** Rows that a scan reads at once; it holds twice as many in memory. */
const SCAN_ROWS = 1000;

/** After so many rows a scan reads the next ones; who wants few reads no more. */
const READ_AHEAD_AT = 100;

/**
 * Sequences that one query looks at: all, as it can be stopped and there is often
 * an index that leads to few; the next number after each one that was stopped.
 */
const SPANS = [Infinity, 100_000, 10_000, 1_000];

/** And where nothing stops a query. */
const MOST_AT_ONCE = 5_000;

/** How long a query of a scan waits for its turn among the readers. */
const MOST_WAIT_MS = 600_000;

/** Some rows of a scan, and where the next ones begin. */
interface ScannedPage {
  rows: ShownRow[];
  next: number;
}

export interface Scan extends Omit<ScanOptions, 'fromSequence' | 'toSequence'> {
  knex: Knex;
  from: number;
  /** Inclusive. */
  end: number;
  /** How long one query may take. */
  timeoutMs: number;
  /** For whom; absent where the portal reads for itself. */
  reading: Reading | undefined;
}

/**
 * Every event of a range, page by page, each in a query with a limit of time.
 * Where that isn't enough for all that is left, shorter stretches are asked for.
 *
 * @throws ReadTimeoutError
 */
export async function* scanEvents(scan: Scan): AsyncGenerator<ExportedEvent> {
  const { end, reading, withinMs = Infinity } = scan;
  const spans = [...SPANS];
  const deadline = performance.now() + withinMs;

  const readPage = async (from: number): Promise<ScannedPage> => {
    for (;;) {
      reading?.signal.throwIfAborted();
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) {
        throw new ReadTimeoutError(
          `The database did not find the answer within ${
            withinMs / 1000
          } seconds.`,
        );
      }
      try {
        return await queryPage(scan, {
          from,
          upTo: Math.min(end, from + spans[0] - 1),
          leftMs,
        });
      } catch (error) {
        // What isn't shorter than all that is left would be the same question.
        const shorter = spans.findIndex(
          (span, i) => i > 0 && span <= end - from,
        );
        if (!(error instanceof ReadTimeoutError) || shorter < 0) {
          throw error;
        }
        spans.splice(0, shorter);
      }
    }
  };
  const read = (from: number) => {
    const page = from <= end ? readPage(from) : undefined;
    // Who stops early never looks at what was read ahead.
    page?.catch(() => {});
    return page;
  };

  let page = read(scan.from);
  while (page) {
    const { rows, next } = await page;
    page = undefined;
    for (let index = 0; index < rows.length; index++) {
      if (index === READ_AHEAD_AT) {
        // The database reads while the rows at hand are worked on.
        page = read(next);
      }
      yield exportedEventFromRow(rows[index]);
    }
    page ??= read(next);
    if (rows.length === 0) {
      await setImmediate();
    }
  }
}

async function queryPage(
  scan: Scan,
  { from, upTo, leftMs }: { from: number; upTo: number; leftMs: number },
): Promise<ScannedPage> {
  const { knex, where, reading } = scan;
  const query: Knex.QueryBuilder<ShownRow, ShownRow[]> = knex({
    e: EVENTS_TABLE,
  })
    .select(shownSelection)
    .where('e.sequence', '>=', from)
    .orderBy('e.sequence')
    .limit(SCAN_ROWS);
  narrow(query, where);
  if (knex.client.config.client === 'pg') {
    query.options(hexBytes(knex));
  }
  const limit = {
    knex,
    timeoutMs: Math.min(scan.timeoutMs, leftMs),
    waitMs: Math.min(leftMs, MOST_WAIT_MS),
  };
  return readAs(reading, () =>
    limitTime(limit, async ({ run, isStoppable }) => {
      const atOnce = isStoppable ? Infinity : eventsAtOnce(query, MOST_AT_ONCE);
      const last = Math.min(upTo, from + atOnce - 1);
      const rows = await run<ShownRow>(query.where('e.sequence', '<=', last));
      const isFull = rows.length === SCAN_ROWS;
      return {
        rows,
        next: isFull ? Number(rows.at(-1)!.sequence) + 1 : last + 1,
      };
    }),
  );
}
