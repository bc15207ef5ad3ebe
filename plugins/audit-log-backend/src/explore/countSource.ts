import { ParsedQuery, QueryTerm } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { dialectOf, translateQuery } from '../query';
import {
  countedColumns,
  COUNTS_TABLE,
  DAY_COUNTS_TABLE,
  EventPredicate,
  EVENTS_TABLE,
  narrow,
} from '../store';
import { TimeRange } from './timeBuckets';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

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
 * Whether the counts per hour and per day, which are kept while appending, can
 * answer for events of whole hours, counted by this field.
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

function isCountedRule({ columns }: EventPredicate): boolean {
  const counted: readonly string[] = countedColumns;
  return columns?.every(column => counted.includes(column)) ?? false;
}

/** Which parts of a range are answered by which table. */
export interface RangeParts {
  days: TimeRange[];
  hours: TimeRange[];
  /** What is left at both ends: to be counted from the events. */
  rest: TimeRange[];
}

/** Divides a range; days are left out where hours are wanted. */
export function divideRange(range: TimeRange, byDays: boolean): RangeParts {
  const [hours, rest] = wholeUnits(range, HOUR_MS);
  if (!byDays || !hours) {
    return { days: [], hours: hours ? [hours] : [], rest };
  }
  const [days, otherHours] = wholeUnits(hours, DAY_MS);
  return { days: days ? [days] : [], hours: otherHours, rest };
}

/** The part of a range that consists of whole units, and what is around it. */
function wholeUnits(
  { from, to }: TimeRange,
  unitMs: number,
): [whole: TimeRange | undefined, around: TimeRange[]] {
  const first = Math.ceil(from / unitMs) * unitMs;
  const last = Math.floor(to / unitMs) * unitMs;
  if (first >= last) {
    return [undefined, [{ from, to }]];
  }
  const around = [
    { from, to: first },
    { from: last, to },
  ].filter(part => part.from < part.to);
  return [{ from: first, to: last }, around];
}

/**
 * The counts of whole days and hours as one table `e` with the columns that
 * are counted by, `time` and `count`; undefined where there is no such part.
 */
export function countsIn(
  knex: Knex,
  counted: Omit<CountedEvents, 'range'>,
  { days, hours }: RangeParts,
): Knex.QueryBuilder | undefined {
  const units = [
    ...days.map(part => unitCounts(knex, DAY_COUNTS_TABLE, 'day', part)),
    ...hours.map(part => unitCounts(knex, COUNTS_TABLE, 'hour', part)),
  ];
  if (units.length === 0) {
    return undefined;
  }
  const query = knex.from(knex.unionAll(units).as('e'));
  narrow(query, predicatesOf(knex, counted));
  return query;
}

function unitCounts(
  knex: Knex,
  table: string,
  unit: string,
  { from, to }: TimeRange,
): Knex.QueryBuilder {
  return knex(table)
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
