import { Facet, ParsedQuery } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { GroupColumn } from '../query';
import {
  CountedEvents,
  eventsIn,
  hourCounts,
  isCounted,
  splitAtHours,
} from './countSource';

/** Events that a facet counts where the counts per hour can't answer. */
export const FACET_EVENTS = 20_000;

export interface FacetOptions {
  limit: number;
  /** Keeps only values that contain it, in any case. */
  containing?: string;
}

interface ValueRow {
  value: unknown;
  count: number | string;
}

/** The most frequent values of a column. */
export async function countFacet(
  knex: Knex,
  events: CountedEvents,
  column: GroupColumn,
  options: FacetOptions,
): Promise<Facet> {
  const counted = {
    ...events,
    parsed: withoutField(events.parsed, column.field),
  };
  const isWhole = isCounted(column.field, counted);
  const counts = isWhole
    ? await countAll(knex, counted, column)
    : await countNewest(knex, counted, column);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);

  const wanted = options.containing?.toLowerCase();
  const values = [...counts]
    .map(([value, count]) => ({ value, count }))
    .filter(
      ({ value, count }) =>
        count > 0 &&
        (wanted === undefined || value?.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value));
  return {
    field: column.field,
    values: values.slice(0, options.limit),
    hasMore: values.length > options.limit,
    countedNewest: !isWhole && total >= FACET_EVENTS ? total : null,
  };
}

/** The query as if it did not say which values of the field are wanted. */
function withoutField(parsed: ParsedQuery, field: string): ParsedQuery {
  return {
    ...parsed,
    terms: parsed.terms.filter(
      term =>
        term.kind === 'text' ||
        term.field !== field ||
        term.negated ||
        term.operator === '!=',
    ),
  };
}

async function countAll(
  knex: Knex,
  counted: CountedEvents,
  column: GroupColumn,
): Promise<Map<string | null, number>> {
  const { hours, rest } = splitAtHours(counted.range);
  const queries = [
    byValue(
      knex,
      hourCounts(knex, { ...counted, range: hours }),
      column,
      'sum(e.count)',
    ),
    ...rest.map(range =>
      byValue(knex, eventsIn(knex, { ...counted, range }), column, 'count(*)'),
    ),
  ];
  const counts = new Map<string | null, number>();
  for (const query of queries) {
    addRows(counts, await query, column);
  }
  return counts;
}

async function countNewest(
  knex: Knex,
  counted: CountedEvents,
  column: GroupColumn,
): Promise<Map<string | null, number>> {
  const newest = eventsIn(knex, counted)
    .select(knex.raw(`${column.sql} as value`, column.bindings))
    .orderBy([
      { column: 'e.started_at', order: 'desc' },
      { column: 'e.sequence', order: 'desc' },
    ])
    .limit(FACET_EVENTS)
    .as('newest');
  const rows: ValueRow[] = await knex(newest)
    .select('newest.value', knex.raw('count(*) as count'))
    .groupBy('newest.value');
  const counts = new Map<string | null, number>();
  addRows(counts, rows, column);
  return counts;
}

function byValue(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: GroupColumn,
  sum: string,
): Knex.QueryBuilder<object, ValueRow[]> {
  return query
    .select(
      knex.raw(`${column.sql} as value`, column.bindings),
      knex.raw(`${sum} as count`),
    )
    .groupByRaw('1');
}

function addRows(
  counts: Map<string | null, number>,
  rows: ValueRow[],
  column: GroupColumn,
): void {
  for (const row of rows) {
    const value = column.read(row.value);
    counts.set(value, (counts.get(value) ?? 0) + Number(row.count));
  }
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
