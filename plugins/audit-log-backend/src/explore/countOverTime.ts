import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { GroupColumn } from '../query';
import { EventReader, readWindows } from '../store';
import {
  CountedEvents,
  countsIn,
  divideAtQuarters,
  divideRange,
  eventsIn,
  HOUR_MS,
  isCounted,
  QUARTER_MS,
} from './countSource';
import { bucketIndex, grainOf, TimeBuckets, TimeRange } from './timeBuckets';

/** Counts that are held at once, of all values and buckets: some 40 MB. */
export const MAX_COUNTS = 5_000_000;

/** Rows that one query answers with at most. */
const MAX_ROWS = 500_000;

/** How many events have a value, in each bucket. */
export type CountsByValue = Map<string | null, number[]>;

interface CountRow {
  grain: number | string;
  value: unknown;
  count: number | string;
}

/**
 * Counts events by a column and over time: from the counts of days, hours
 * and quarters of hours where they can answer, else from the events themselves.
 *
 * @throws InputError where there are too many values.
 */
export async function countOverTime(
  reader: EventReader,
  counted: CountedEvents,
  column: GroupColumn,
  buckets: TimeBuckets,
): Promise<CountsByValue> {
  const { knex } = reader;
  const base = buckets.starts[0];
  const grainMs = grainOf(buckets);
  const counts: CountsByValue = new Map();
  const grained = (query: Knex.QueryBuilder, time: string, sum: string) =>
    query
      .select(
        knex.raw(`(${time} - cast(? as bigint)) / cast(? as bigint) as grain`, [
          base,
          grainMs,
        ]),
        knex.raw(`${column.sql} as value`, column.bindings),
        knex.raw(`${sum} as count`),
      )
      .groupByRaw('1, 2')
      .limit(MAX_ROWS + 1);
  const add = (rows: CountRow[]) => {
    for (const row of rows) {
      if (
        rows.length > MAX_ROWS ||
        counts.size * buckets.starts.length > MAX_COUNTS
      ) {
        throw new InputError(
          `The field "${column.field}" has too many values to count in ${buckets.starts.length} buckets: choose a shorter range of time, a longer interval, or another field.`,
        );
      }
      const value = column.read(row.value);
      const inBuckets = counts.get(value) ?? buckets.starts.map(() => 0);
      const start = base + Number(row.grain) * grainMs;
      inBuckets[bucketIndex(buckets, start)] += Number(row.count);
      counts.set(value, inBuckets);
    }
  };
  const addEvents = async ({ from, to }: TimeRange) => {
    const scope = { order: 'desc', from, to } as const;
    const windows = readWindows<CountRow>(reader, scope, stretch =>
      grained(eventsIn(knex, counted, stretch), 'e.started_at', 'count(*)'),
    );
    for await (const rows of windows) {
      add(rows);
    }
  };

  if (grainMs % QUARTER_MS !== 0 || !isCounted(column.field, counted)) {
    await addEvents(counted.range);
    return counts;
  }
  const parts =
    grainMs % HOUR_MS === 0
      ? divideRange(counted.range, grainMs)
      : divideAtQuarters(counted.range, buckets);
  const whole = countsIn(knex, counted, parts);
  if (whole) {
    add(await reader.run(grained(whole, 'e.time', 'sum(e.count)')));
  }
  for (const range of parts.rest) {
    await addEvents(range);
  }
  return counts;
}
