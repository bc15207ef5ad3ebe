import { InputError } from '@backstage/errors';
import {
  CountSeries,
  FacetsResponse,
  facetsQuerySchema,
  GroupsResponse,
  groupsQuerySchema,
  HistogramResponse,
  histogramQuerySchema,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { dialectOf, groupColumn, narrowingHint } from '../query';
import { EventPredicate, EVENTS_TABLE, EventStore, limitTime } from '../store';
import { FacetCounter } from './FacetCounter';
import { CountsByValue, countOverTime } from './countOverTime';
import { CountedEvents } from './countSource';
import { answerOrHint } from './answerOrHint';
import { intervalFor, timeBuckets, TimeBuckets } from './timeBuckets';

const MAX_FACETS = 20;

export interface EventExplorerOptions {
  knex: Knex;
  store: Pick<EventStore, 'completeTo'>;
  /** How long a read may take on PostgreSQL. */
  timeoutMs: number;
  clock: () => Date;
}

interface Scope {
  q?: string;
  from?: string;
  to?: string;
}

/** Counts events: over time, by field, and both. */
export class EventExplorer {
  readonly #options: EventExplorerOptions;

  constructor(options: EventExplorerOptions) {
    this.#options = options;
  }

  async histogram(
    query: z.output<typeof histogramQuerySchema>,
    where: EventPredicate[],
  ): Promise<HistogramResponse> {
    const { by, zone } = query;
    const completeTo = await this.#options.store.completeTo();
    return this.#read(query, where, async (knex, events) => {
      const { range } = events;
      const buckets = timeBuckets(
        range,
        intervalFor(range, query.buckets),
        zone,
      );
      const column = groupColumn(by, dialectOf(knex));
      const counts = await countOverTime(knex, events, column, buckets);
      return {
        ...rangeText(range),
        ...bucketText(buckets),
        interval: buckets.interval,
        series: seriesOf(counts),
        completeTo,
      };
    });
  }

  async groups(
    query: z.output<typeof groupsQuerySchema>,
    where: EventPredicate[],
  ): Promise<GroupsResponse> {
    const { by, zone, interval, limit } = query;
    const completeTo = await this.#options.store.completeTo();
    return this.#read(query, where, async (knex, events) => {
      const { range } = events;
      const buckets = interval
        ? timeBuckets(range, interval, zone)
        : { interval: '1y' as const, starts: [range.from], end: range.to };
      const column = groupColumn(by, dialectOf(knex));
      const counts = await countOverTime(knex, events, column, buckets);
      const series = seriesOf(counts);
      return {
        ...rangeText(range),
        ...bucketText(buckets),
        by: column.field,
        interval: interval ?? null,
        series: series.slice(0, limit),
        other: sumOf(series.slice(limit)),
        completeTo,
      };
    });
  }

  async facets(
    query: z.output<typeof facetsQuerySchema>,
    where: EventPredicate[],
  ): Promise<FacetsResponse> {
    const names = [...new Set(query.fields.split(','))];
    if (names.length > MAX_FACETS) {
      throw new InputError(
        `Query parameter 'fields' names ${names.length} fields: expected at most ${MAX_FACETS}`,
      );
    }
    const columns = names.map(name =>
      groupColumn(name, dialectOf(this.#options.knex)),
    );
    const completeTo = await this.#options.store.completeTo();
    return this.#read(query, where, async (knex, events) => {
      const counter = new FacetCounter(knex, events);
      const facets = [];
      for (const column of columns) {
        facets.push(await counter.count(column, query));
      }
      return { facets, completeTo };
    });
  }

  async #read<T>(
    { q = '', from, to }: Scope,
    where: EventPredicate[],
    work: (knex: Knex, events: CountedEvents) => Promise<T>,
  ): Promise<T> {
    const { timeoutMs, clock } = this.#options;
    const parsed = parseQuery(q);
    const hint = narrowingHint(parsed, from !== undefined);
    return answerOrHint(hint, () =>
      limitTime(this.#options.knex, timeoutMs, async knex => {
        const now = clock().getTime();
        const range = {
          from: from ? Date.parse(from) : await firstTime(knex, now),
          to: to ? Date.parse(to) : (await lastTime(knex, now)) + 1,
        };
        if (range.from >= range.to) {
          throw new InputError(
            `Query parameter 'from' is '${from}': expected a time before 'to'`,
          );
        }
        return work(knex, { parsed, where, range, now });
      }),
    );
  }
}

async function firstTime(knex: Knex, now: number): Promise<number> {
  const row = await knex(EVENTS_TABLE).min('started_at as time').first();
  return Math.min(now, Number(row?.time ?? now));
}

/** Events whose clock was ahead are not left out. */
async function lastTime(knex: Knex, now: number): Promise<number> {
  const row = await knex(EVENTS_TABLE).max('started_at as time').first();
  return Math.max(now, Number(row?.time ?? now));
}

function rangeText({ from, to }: { from: number; to: number }) {
  return { from: isoTime(from), to: isoTime(to) };
}

function bucketText({ starts, end }: TimeBuckets) {
  return { buckets: starts.map(isoTime), end: isoTime(end) };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Most frequent first. */
function seriesOf(counts: CountsByValue): CountSeries[] {
  return [...counts]
    .map(([value, inBuckets]) => ({
      value,
      total: inBuckets.reduce((sum, count) => sum + count, 0),
      counts: inBuckets,
    }))
    .filter(({ total }) => total > 0)
    .sort(
      (a, b) =>
        b.total - a.total || ((a.value ?? '') < (b.value ?? '') ? -1 : 1),
    );
}

function sumOf(series: CountSeries[]): GroupsResponse['other'] {
  const [first, ...rest] = series;
  if (!first) {
    return null;
  }
  return rest.reduce(
    (sum, { total, counts }) => ({
      total: sum.total + total,
      counts: sum.counts.map((count, i) => count + counts[i]),
    }),
    { total: first.total, counts: first.counts },
  );
}
