import {
  Facet,
  formatQuery,
  ParsedQuery,
} from 'backstage-plugin-audit-log-common';
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

/** Counts of hours, by everything that they are counted by. */
type CountedRow = Record<string, unknown> & { count: number | string };

const countedColumns = [
  'e.plugin',
  'e.category',
  'e.severity_rank',
  'e.outcome',
  'e.actor_type',
];

/** Counts the values of several fields for one query. */
export class FacetCounter {
  readonly #knex: Knex;
  readonly #events: CountedEvents;
  /** By the text of the query. */
  readonly #counted = new Map<string, Promise<CountedRow[]>>();

  constructor(knex: Knex, events: CountedEvents) {
    this.#knex = knex;
    this.#events = events;
  }

  /** The most frequent values of a column. */
  async count(column: GroupColumn, options: FacetOptions): Promise<Facet> {
    const events = {
      ...this.#events,
      parsed: withoutField(this.#events.parsed, column.field),
    };
    const isWhole = isCounted(this.#knex, column.field, events);
    const rows = isWhole
      ? await this.#countAll(events, column)
      : await countNewest(this.#knex, events, column);
    const counts = sumUp(rows, column);
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

  // Fields that the query does not narrow share one read.
  async #countAll(
    events: CountedEvents,
    column: GroupColumn,
  ): Promise<ValueRow[]> {
    const key = formatQuery(events.parsed.terms);
    const counted = this.#counted.get(key) ?? countHours(this.#knex, events);
    this.#counted.set(key, counted);
    const name = column.sql.replace('e.', '');
    return (await counted).map(row => ({
      value: row[name],
      count: row.count,
    }));
  }
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

async function countHours(
  knex: Knex,
  events: CountedEvents,
): Promise<CountedRow[]> {
  const { hours, rest } = splitAtHours(events.range);
  const rows: CountedRow[] = await hourCounts(knex, {
    ...events,
    range: hours,
  })
    .select(countedColumns)
    .sum('e.count as count')
    .groupBy(countedColumns);
  for (const range of rest) {
    rows.push(
      ...(await eventsIn(knex, { ...events, range })
        .select(countedColumns)
        .count('* as count')
        .groupBy(countedColumns)),
    );
  }
  return rows;
}

async function countNewest(
  knex: Knex,
  events: CountedEvents,
  column: GroupColumn,
): Promise<ValueRow[]> {
  const newest = eventsIn(knex, events)
    .select(knex.raw(`${column.sql} as value`, column.bindings))
    .orderBy([
      { column: 'e.started_at', order: 'desc' },
      { column: 'e.sequence', order: 'desc' },
    ])
    .limit(FACET_EVENTS)
    .as('newest');
  return knex(newest)
    .select('newest.value', knex.raw('count(*) as count'))
    .groupBy('newest.value');
}

function sumUp(
  rows: ValueRow[],
  column: GroupColumn,
): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const row of rows) {
    const value = column.read(row.value);
    counts.set(value, (counts.get(value) ?? 0) + Number(row.count));
  }
  return counts;
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
