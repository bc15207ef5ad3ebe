import { ParsedQuery, QueryTerm } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { dialectOf, translateQuery } from '../query';
import { COUNTS_TABLE, EventPredicate, EVENTS_TABLE, narrow } from '../store';
import { TimeRange } from './timeBuckets';

const HOUR_MS = 3_600_000;

/** Fields that the counts per hour know. */
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
 * Whether the counts per hour, which are kept while appending, can answer for
 * events of whole hours, counted by this field.
 *
 * @remarks
 * Access rules may look at any column, so callers whom rules limit are
 * answered from the events themselves.
 */
export function isCounted(
  knex: Knex,
  field: string,
  { parsed, where }: CountedEvents,
): boolean {
  return (
    countedFields.includes(field) &&
    parsed.terms.every(isCountedTerm) &&
    !limits(knex, where)
  );
}

/** A grant without limits is a predicate that adds nothing to the query. */
function limits(knex: Knex, where: EventPredicate[]): boolean {
  const query = knex(EVENTS_TABLE);
  const before = query.toSQL().sql;
  narrow(query, where);
  return query.toSQL().sql !== before;
}

function isCountedTerm(term: QueryTerm): boolean {
  return (
    term.kind === 'field' &&
    countedFields.includes(term.field) &&
    !term.values.includes('*')
  );
}

/** The counts of hours that begin in the range. Their column is `count`. */
export function hourCounts(
  knex: Knex,
  counted: CountedEvents,
): Knex.QueryBuilder {
  const query = knex({ e: COUNTS_TABLE })
    .where('e.hour', '>=', counted.range.from)
    .where('e.hour', '<', counted.range.to);
  narrow(query, predicatesOf(knex, counted));
  return query;
}

/** The events of the range; of an operation only its last one. */
export function eventsIn(
  knex: Knex,
  counted: CountedEvents,
): Knex.QueryBuilder {
  const query = knex({ e: EVENTS_TABLE })
    .whereNull('e.superseded_by')
    .where('e.started_at', '>=', counted.range.from)
    .where('e.started_at', '<', counted.range.to);
  narrow(query, predicatesOf(knex, counted));
  return query;
}

function predicatesOf(
  knex: Knex,
  { parsed, where, now }: CountedEvents,
): EventPredicate[] {
  return [
    ...where,
    ...translateQuery(parsed, { dialect: dialectOf(knex), now }),
  ];
}

/** The whole hours of a range, and what is left of it before and after. */
export function splitAtHours({ from, to }: TimeRange): {
  hours: TimeRange;
  rest: TimeRange[];
} {
  const firstHour = Math.ceil(from / HOUR_MS) * HOUR_MS;
  const lastHour = Math.floor(to / HOUR_MS) * HOUR_MS;
  if (firstHour >= lastHour) {
    return { hours: { from: firstHour, to: firstHour }, rest: [{ from, to }] };
  }
  return {
    hours: { from: firstHour, to: lastHour },
    rest: [
      { from, to: firstHour },
      { from: lastHour, to },
    ].filter(range => range.from < range.to),
  };
}
