import { Knex } from 'knex';
import { GroupColumn } from '../query';
import {
  CountedEvents,
  eventsIn,
  hourCounts,
  isCounted,
  splitAtHours,
} from './countSource';
import { bucketIndex, grainOf, TimeBuckets } from './timeBuckets';

const HOUR_MS = 3_600_000;

/** How many events have a value, in each bucket. */
export type CountsByValue = Map<string | null, number[]>;

interface CountRow {
  grain: number | string;
  value: unknown;
  count: number | string;
}

/**
 * Counts events by a column and over time: from the counts per hour where they
 * can answer, else from the events themselves.
 */
export async function countOverTime(
  knex: Knex,
  counted: CountedEvents,
  column: GroupColumn,
  buckets: TimeBuckets,
): Promise<CountsByValue> {
  const base = buckets.starts[0];
  const grainMs = grainOf(buckets);
  const counts: CountsByValue = new Map();
  const add = (rows: CountRow[]) => {
    for (const row of rows) {
      const value = column.read(row.value);
      const inBuckets = counts.get(value) ?? buckets.starts.map(() => 0);
      const time = base + Number(row.grain) * grainMs;
      inBuckets[bucketIndex(buckets, time)] += Number(row.count);
      counts.set(value, inBuckets);
    }
  };
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
      .groupByRaw('1, 2');
  const events = async (part: CountedEvents) =>
    add(await grained(eventsIn(knex, part), 'e.started_at', 'count(*)'));

  if (grainMs % HOUR_MS !== 0 || !isCounted(knex, column.field, counted)) {
    await events(counted);
    return counts;
  }
  const { hours, rest } = splitAtHours(counted.range);
  add(
    await grained(
      hourCounts(knex, { ...counted, range: hours }),
      'e.hour',
      'sum(e.count)',
    ),
  );
  for (const range of rest) {
    await events({ ...counted, range });
  }
  return counts;
}
