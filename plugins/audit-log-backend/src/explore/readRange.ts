import { Knex } from 'knex';
import {
  EventPredicate,
  EventReader,
  EVENTS_TABLE,
  narrow,
  QUARTER_COUNTS_TABLE,
  readWindows,
} from '../store';
import { isCountedRule, QUARTER_MS } from './countSource';
import { TimeRange } from './timeBuckets';

/** When the first and the last event began; undefined where there is none. */
type Ends = TimeRange | undefined;

interface EndsRow {
  first: string | number | null;
  last: string | number | null;
}

/**
 * Without a beginning from the first event on; without an end until now, and
 * further where the clock of an event was ahead. Only events that may be seen
 * are looked at, so that a range tells of no others.
 */
export async function readRange(
  reader: EventReader,
  { from, to }: { from?: string; to?: string },
  { where, now }: { where: EventPredicate[]; now: number },
): Promise<TimeRange> {
  const isOpen = from === undefined || to === undefined;
  const ends = isOpen ? await endsOf(reader, where) : undefined;
  const end = to ? Date.parse(to) : Math.max(now, ends?.to ?? now) + 1;
  return {
    // Where nothing was before the end, an empty range ends there.
    from: from ? Date.parse(from) : Math.min(now, ends?.from ?? now, end - 1),
    to: end,
  };
}

function endsOf(reader: EventReader, where: EventPredicate[]): Promise<Ends> {
  if (where.length === 0) {
    return endsOfLog(reader);
  }
  return where.every(isCountedRule)
    ? endsOfCounts(reader, where)
    : endsOfEvents(reader, where);
}

async function endsOfLog({ knex, run }: EventReader): Promise<Ends> {
  const time = (end: 'min' | 'max') => knex(EVENTS_TABLE)[end]('started_at');
  return joined(
    await run<EndsRow>(knex.select({ first: time('min'), last: time('max') })),
  );
}

/** To a quarter of an hour, which is as exact as the counts are. */
async function endsOfCounts(
  { knex, run }: EventReader,
  where: EventPredicate[],
): Promise<Ends> {
  const query = endsIn(knex, QUARTER_COUNTS_TABLE, {
    first: 'e.quarter_hour',
    last: `e.quarter_hour + ${QUARTER_MS - 1}`,
  }).where('e.count', '>', 0);
  narrow(query, where);
  return joined(await run<EndsRow>(query));
}

async function endsOfEvents(
  reader: EventReader,
  where: EventPredicate[],
): Promise<Ends> {
  const windows = readWindows<EndsRow>(reader, { order: 'desc' }, stretch => {
    // An expression: else PostgreSQL walks along the times until one fits.
    const time = 'e.started_at + 0';
    const query = endsIn(reader.knex, EVENTS_TABLE, {
      first: time,
      last: time,
    });
    narrow(query, [...where, stretch]);
    return query;
  });
  const rows: EndsRow[] = [];
  for await (const found of windows) {
    rows.push(...found);
  }
  return joined(rows);
}

function endsIn(
  knex: Knex,
  table: string,
  { first, last }: { first: string; last: string },
): Knex.QueryBuilder {
  return knex({ e: table }).select({
    first: knex.raw(`min(${first})`),
    last: knex.raw(`max(${last})`),
  });
}

function joined(rows: EndsRow[]): Ends {
  const found = rows.filter(({ first }) => first !== null);
  return found.length === 0
    ? undefined
    : {
        from: Math.min(...found.map(({ first }) => Number(first))),
        to: Math.max(...found.map(({ last }) => Number(last))),
      };
}
