import { ParsedQuery, QueryTerm } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { dialectOf, translateQuery } from '../query';
import {
  countedColumns,
  DAY_COUNTS_TABLE,
  EventPredicate,
  EVENTS_TABLE,
  HOUR_COUNTS_TABLE,
  narrow,
  QUARTER_COUNTS_TABLE,
} from '../store';
import { TimeBuckets, TimeRange } from './timeBuckets';

export const QUARTER_MS = 900_000;
export const HOUR_MS = 4 * QUARTER_MS;
const DAY_MS = 24 * HOUR_MS;

/** Of shorter buckets most hours are split between two. */
const LONG_BUCKET_MS = 3 * HOUR_MS;

/** Fields that the counts know. */
const countedFields = [
  'plugin',
  'category',
  'severity',
  'outcome',
  'actorType',
];

/** What is counted. */
export interface CountedEvents {
  parsed: ParsedQuery;
  /** Access rules; all must hold. */
  where: EventPredicate[];
  range: TimeRange;
  /** Milliseconds since 1970, for times such as `-2h`. */
  now: number;
}

/**
 * Whether the counts of stretches of time, which are kept while appending, can
 * answer for events of whole quarters of an hour, counted by this field.
 *
 * @remarks
 * Callers whom a rule limits by something else than what is counted are
 * answered from the events themselves.
 */
export function isCounted(
  field: string,
  { parsed, where }: CountedEvents,
): boolean {
  return (
    countedFields.includes(field) &&
    parsed.terms.every(isCountedTerm) &&
    where.every(isCountedRule)
  );
}

function isCountedTerm(term: QueryTerm): boolean {
  return (
    term.kind === 'field' &&
    countedFields.includes(term.field) &&
    !term.values.includes('*')
  );
}

/** Whether the counts know what a rule is about. */
export function isCountedRule({ columns }: EventPredicate): boolean {
  const counted: readonly string[] = countedColumns;
  return columns?.every(column => counted.includes(column)) ?? false;
}

/** Which parts of a range are answered by which table. */
export interface RangeParts {
  days: TimeRange[];
  hours: TimeRange[];
  quarters: TimeRange[];
  /** Hours of `hours` that are answered by their quarters instead. */
  splitHours: number[];
  /** What is left at both ends: to be counted from the events. */
  rest: TimeRange[];
}

/**
 * Divides a range, so that no unit is in two buckets of which all begin at a
 * multiple of `grainMs`.
 */
export function divideRange(
  range: TimeRange,
  grainMs: number = DAY_MS,
): RangeParts {
  const [quarters, rest] = wholeUnits(range, QUARTER_MS, grainMs);
  const [hours, otherQuarters] = wholeUnits(quarters, HOUR_MS, grainMs);
  const [days, otherHours] = wholeUnits(hours, DAY_MS, grainMs);
  return {
    days: days ? [days] : [],
    hours: otherHours,
    quarters: otherQuarters,
    splitHours: [],
    rest,
  };
}

/**
 * Divides a range into buckets that begin at quarters of hours: hours that
 * two of them share are counted by their quarters.
 */
export function divideAtQuarters(
  range: TimeRange,
  { starts, end }: TimeBuckets,
): RangeParts {
  if ((end - starts[0]) / starts.length < LONG_BUCKET_MS) {
    return divideRange(range, QUARTER_MS);
  }
  const splitHours = [...starts, end]
    .filter(time => time % HOUR_MS !== 0)
    .map(time => Math.floor(time / HOUR_MS) * HOUR_MS);
  return { ...divideRange(range, HOUR_MS), splitHours };
}

/** The part of a range that consists of whole units, and what is around it. */
function wholeUnits(
  range: TimeRange | undefined,
  unitMs: number,
  grainMs: number,
): [whole: TimeRange | undefined, around: TimeRange[]] {
  if (!range) {
    return [undefined, []];
  }
  const { from, to } = range;
  const first = Math.ceil(from / unitMs) * unitMs;
  const last = Math.floor(to / unitMs) * unitMs;
  if (first >= last || grainMs % unitMs !== 0) {
    return [undefined, [range]];
  }
  const around = [
    { from, to: first },
    { from: last, to },
  ].filter(part => part.from < part.to);
  return [{ from: first, to: last }, around];
}

/**
 * The counts of whole days, hours and quarters of hours as one table `e` with
 * the columns that are counted by, `time` and `count`; undefined where there
 * is no such part.
 */
export function countsIn(
  knex: Knex,
  counted: Omit<CountedEvents, 'range'>,
  { days, hours, quarters, splitHours }: RangeParts,
): Knex.QueryBuilder | undefined {
  const units = [
    ...days.map(part => unitCounts(knex, 'day', part)),
    ...hours.map(part =>
      unitCounts(knex, 'hour', part).whereNotIn('hour', splitHours),
    ),
    ...quarters.map(part => unitCounts(knex, 'quarter_hour', part)),
  ];
  if (splitHours.length > 0) {
    const split = splitHours.flatMap(hour =>
      [0, 1, 2, 3].map(quarter => hour + quarter * QUARTER_MS),
    );
    units.push(
      ...hours.map(part =>
        unitCounts(knex, 'quarter_hour', part).whereIn('quarter_hour', split),
      ),
    );
  }
  if (units.length === 0) {
    return undefined;
  }
  const query = knex.from(knex.unionAll(units).as('e'));
  narrow(query, predicatesOf(knex, counted));
  return query;
}

const tables = {
  day: DAY_COUNTS_TABLE,
  hour: HOUR_COUNTS_TABLE,
  quarter_hour: QUARTER_COUNTS_TABLE,
};

function unitCounts(
  knex: Knex,
  unit: keyof typeof tables,
  { from, to }: TimeRange,
): Knex.QueryBuilder {
  return knex(tables[unit])
    .select({ time: unit }, ...countedColumns, 'count')
    .where(unit, '>=', from)
    .where(unit, '<', to);
}

/** The events of a stretch of the log; of an operation only its last one. */
export function eventsIn(
  knex: Knex,
  counted: Omit<CountedEvents, 'range'>,
  stretch: EventPredicate,
): Knex.QueryBuilder {
  const query = knex({ e: EVENTS_TABLE }).whereNull('e.superseded_by');
  narrow(query, [stretch, ...predicatesOf(knex, counted)]);
  return query;
}

function predicatesOf(
  knex: Knex,
  { parsed, where, now }: Omit<CountedEvents, 'range'>,
): EventPredicate[] {
  return [
    ...where,
    ...translateQuery(parsed, { dialect: dialectOf(knex), now }),
  ];
}
