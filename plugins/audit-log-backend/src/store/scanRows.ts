import { Knex } from 'knex';
import { EVENTS_TABLE } from './columns';
import { ShownRow, shownColumns } from './eventFromRow';
import { narrow } from './narrow';
import { ScanOptions } from './types';

/** Whoever looks for one event reads no more than this. */
const FIRST_PAGE = 100;

/** Rows of a page; two pages are in memory at a time. */
const PAGE = 2000;

/**
 * The rows of a range in the order of their sequences, page by page.
 *
 * @remarks
 * From the second page on, the database looks for the next page while the
 * present one is worked on.
 */
export async function* scanRows(
  knex: Knex,
  options: ScanOptions,
): AsyncGenerator<ShownRow[]> {
  const { where, fromSequence, toSequence } = options;
  const read = async (from: string | number, limit: number) => {
    const query = knex({ e: EVENTS_TABLE })
      .select(shownColumns.map(column => `e.${column}`))
      .where('e.sequence', '>=', from)
      .where('e.sequence', '<=', toSequence)
      .orderBy('e.sequence')
      .limit(limit);
    narrow(query, where);
    const found: ShownRow[] = await query;
    return found;
  };
  const after = (rows: ShownRow[]) => Number(rows.at(-1)!.sequence) + 1;

  let rows = await read(fromSequence, FIRST_PAGE);
  yield rows;
  if (rows.length < FIRST_PAGE) {
    return;
  }
  rows = await read(after(rows), PAGE);
  while (rows.length === PAGE) {
    const next = read(after(rows), PAGE);
    // Nobody awaits it where the reader stops before.
    next.catch(() => {});
    yield rows;
    rows = await next;
  }
  yield rows;
}
