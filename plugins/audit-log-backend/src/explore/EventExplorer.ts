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
import { VisibleEvents } from '../reading';
import { EventReader, limitTime } from '../store';
import { countFacets } from './countFacets';
import { CountsByValue, countOverTime } from './countOverTime';
import { CountedEvents } from './countSource';
import { answerOrHint } from './answerOrHint';
import { readRange } from './readRange';
import { intervalFor, timeBuckets, TimeBuckets } from './timeBuckets';

const MAX_FACETS = 20;

export interface EventExplorerOptions {
  knex: Knex;
  /** How long a read may take. */
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
    visible: Pick<VisibleEvents, 'narrow'>,
  ): Promise<HistogramResponse> {
    const { by, zone } = query;
    return this.#read(query, visible, async (reader, events) => {
      const { range } = events;
      const buckets = timeBuckets(
        range,
        intervalFor(range, query.buckets),
        zone,
      );
      const column = groupColumn(by, dialectOf(reader.knex));
      const counts = await countOverTime(reader, events, column, buckets);
      return {
        ...rangeText(range),
        ...bucketText(buckets),
        interval: buckets.interval,
        series: seriesOf(counts),
        completeTo: reader.completeTo,
      };
    });
  }

  async groups(
    query: z.output<typeof groupsQuerySchema>,
    visible: Pick<VisibleEvents, 'narrow'>,
  ): Promise<GroupsResponse> {
    const { by, zone, interval, limit } = query;
    return this.#read(query, visible, async (reader, events) => {
      const { range } = events;
      const buckets = interval
        ? timeBuckets(range, interval, zone)
        : { interval: '1y' as const, starts: [range.from], end: range.to };
      const column = groupColumn(by, dialectOf(reader.knex));
      const counts = await countOverTime(reader, events, column, buckets);
      const series = seriesOf(counts);
      return {
        ...rangeText(range),
        ...bucketText(buckets),
        by: column.field,
        interval: interval ?? null,
        series: series.slice(0, limit),
        other: sumOf(series.slice(limit)),
        completeTo: reader.completeTo,
      };
    });
  }

  async facets(
    query: z.output<typeof facetsQuerySchema>,
    visible: Pick<VisibleEvents, 'narrow'>,
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
    return this.#read(query, visible, async (reader, events) => ({
      facets: await countFacets(reader, events, columns, query),
      completeTo: reader.completeTo,
    }));
  }

  async #read<T>(
    { q = '', from, to }: Scope,
    visible: Pick<VisibleEvents, 'narrow'>,
    work: (reader: EventReader, events: CountedEvents) => Promise<T>,
  ): Promise<T> {
    const { knex, timeoutMs, clock } = this.#options;
    const parsed = parseQuery(q);
    const hint = narrowingHint(parsed, from !== undefined);
    return answerOrHint(hint, () =>
      limitTime({ knex, timeoutMs }, async reader => {
        const now = clock().getTime();
        const where = visible.narrow([]);
        const range = await readRange(reader, { from, to }, { where, now });
        if (range.from >= range.to) {
          throw new InputError(
            `Query parameter 'from' is '${from}': expected a time before 'to'`,
          );
        }
        return work(reader, { parsed, where, range, now });
      }),
    );
  }
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
