import { Knex } from 'knex';
import { GroupColumn } from '../query';
import { countedColumns, EventReader, readWindows } from '../store';
import { CountedEvents, countsIn, divideRange, eventsIn } from './countSource';

/** Events that are counted where the counts can't answer. */
export const FACET_EVENTS = 20_000;

/** How many events have a value. */
export type ValueCounts = Map<string | null, number>;

/** The counts of several columns, in their order. */
export interface CountedValues {
  counts: ValueCounts[];
  /** How many of the newest events were counted, where there are more. */
  countedNewest: number | null;
}

/** A column of several, by its place among them. */
interface PlacedValueRow {
  place: number;
  value: unknown;
  count: number | string;
}

type CountedRow = Record<string, unknown> & { count: number | string };

/** Counts all events, for columns and queries that the counts know. */
export async function countWhole(
  reader: EventReader,
  events: CountedEvents,
  columns: GroupColumn[],
): Promise<CountedValues> {
  const counts = columns.map((): ValueCounts => new Map());
  const aliased = countedColumns.map(name => `e.${name}`);
  const grouped = (query: Knex.QueryBuilder, sum: string) =>
    query
      .select([...aliased, reader.knex.raw(`${sum} as count`)])
      .groupBy(aliased);
  const add = (rows: CountedRow[]) => {
    for (const row of rows) {
      columns.forEach((column, i) =>
        addTo(counts[i], column, row[column.sql.replace('e.', '')], row.count),
      );
    }
  };
  const parts = divideRange(events.range);
  const whole = countsIn(reader.knex, events, parts);
  if (whole) {
    add(await reader.run(grouped(whole, 'sum(e.count)')));
  }
  for (const range of parts.rest) {
    const scope = { order: 'desc', ...range } as const;
    const windows = readWindows<CountedRow>(reader, scope, stretch =>
      grouped(eventsIn(reader.knex, events, stretch), 'count(*)'),
    );
    for await (const rows of windows) {
      add(rows);
    }
  }
  return { counts, countedNewest: null };
}

/** Counts the newest events of a range, reading each of them once. */
export async function countNewest(
  reader: EventReader,
  events: CountedEvents,
  columns: GroupColumn[],
): Promise<CountedValues> {
  const counts = columns.map((): ValueCounts => new Map());
  let left = FACET_EVENTS;
  const scope = { order: 'desc', ...events.range } as const;
  const windows = readWindows<PlacedValueRow>(reader, scope, stretch =>
    valuesOf(
      reader.knex,
      eventsIn(reader.knex, events, stretch).limit(left),
      columns,
    ),
  );
  for await (const rows of windows) {
    for (const { place, value, count } of rows) {
      addTo(counts[place], columns[place], value, count);
      left -= Number(place) === 0 ? Number(count) : 0;
    }
    if (left <= 0) {
      return { counts, countedNewest: FACET_EVENTS };
    }
  }
  return { counts, countedNewest: null };
}

function valuesOf(
  knex: Knex,
  newest: Knex.QueryBuilder,
  columns: GroupColumn[],
): Knex.QueryBuilder {
  // As text, so that the rows of all columns are of one kind.
  const values = columns.map(({ sql, bindings }, place) =>
    knex.raw(`cast(${sql} as text) as ??`, [...bindings, `v${place}`]),
  );
  const parts = columns.map((_, place) =>
    knex('newest')
      .select(
        knex.raw('cast(? as integer) as place', [place]),
        knex.raw('?? as value', [`v${place}`]),
        knex.raw('count(*) as count'),
      )
      .groupBy(`v${place}`),
  );
  return knex.unionAll(parts).withMaterialized(
    'newest',
    newest.select(values).orderBy([
      { column: 'e.started_at', order: 'desc' },
      { column: 'e.sequence', order: 'desc' },
    ]),
  );
}

function addTo(
  counts: ValueCounts,
  column: GroupColumn,
  stored: unknown,
  count: number | string,
): void {
  const value = column.read(stored);
  counts.set(value, (counts.get(value) ?? 0) + Number(count));
}
