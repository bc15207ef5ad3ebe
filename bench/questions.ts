import {
  facetsQuerySchema,
  groupsQuerySchema,
  histogramQuerySchema,
} from 'backstage-plugin-audit-log-common';
import { EventExplorer } from '../plugins/audit-log-backend/src/explore';
import {
  ReadableEvents,
  VisibleEvents,
} from '../plugins/audit-log-backend/src/reading';
import { EventPage } from '../plugins/audit-log-backend/src/store';

const DAY_MS = 86_400_000;

/** Events of a page. */
export const PAGE_EVENTS = 100;

export interface Range {
  from?: string;
  to?: string;
  cursor?: string;
  order?: 'asc' | 'desc';
}

/** What questions are asked of. */
export interface Reader {
  list(q: string, range?: Range): Promise<EventPage>;
  explorer: EventExplorer;
  /** A number that differs from run to run. */
  n: number;
  /** After the first page of what is older than the middle of the log. */
  deepCursor: string;
}

/** What is measured, and by hand the SQL that answers the same. */
export interface Question {
  name: string;
  ask(reader: Reader): Promise<unknown>;
  byHand(n: number): string[];
}

/** Of somebody who sees every event. */
const whole = new VisibleEvents({ events: {} as ReadableEvents, where: [] });

const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const start = today - 90 * DAY_MS;
/** The middle of the range that generated events are spread over. */
export const middle = today - 45 * DAY_MS;
export const isoTime = (ms: number) => new Date(ms).toISOString();
const everything = { from: isoTime(start), to: isoTime(today) };

/** Of the hours, from 18:00 UTC, that midnight in India is in. */
const midnightQuarters = Array.from(
  { length: ((today - start) / DAY_MS) * 4 },
  (_, i) =>
    start + Math.floor(i / 4) * DAY_MS + 18 * 3_600_000 + (i % 4) * 900_000,
);

const page = (condition: string, order = 'desc') => [
  `select * from audit_log_events where superseded_by is null and ${condition}
   order by started_at ${order}, sequence ${order} limit ${PAGE_EVENTS + 1}`,
];

const eventsOverDays = (condition: string, by = 'outcome') => [
  `select (started_at - ${start}) / ${DAY_MS} as day, ${by}, count(*)
   from audit_log_events where superseded_by is null and ${condition}
     and started_at >= ${start} and started_at < ${today} group by 1, 2`,
];

const countsOverDays = (condition: string, by = 'outcome') => [
  `select day, ${by}, sum(count) from audit_log_event_counts_daily
   where ${condition} and day >= ${start} and day < ${today} group by 1, 2`,
];

const newest = (condition: string, columns: string[]) =>
  `with newest as materialized (
     select ${columns.join(', ')} from audit_log_events
     where superseded_by is null and ${condition} and started_at >= ${start}
       and started_at < ${today}
     order by started_at desc, sequence desc limit 20000)
   ${columns
     .map(
       column =>
         `select '${column}', cast(${column} as text), count(*) from newest group by 2`,
     )
     .join(' union all ')}`;

const wholeFacets = `select plugin, category, severity_rank, outcome, sum(count)
  from audit_log_event_counts_daily where day >= ${start} and day < ${today}
  group by 1, 2, 3, 4`;

const person = (n: number) => `person-${n * 10 + 1}`;
const isPerson = (n: number) => `actor_user = 'user:default/${person(n)}'`;

const histogram = (
  name: string,
  query: (n: number) => object,
  byHand: Question['byHand'],
): Question => ({
  name,
  ask: ({ explorer, n }) =>
    explorer.histogram(
      histogramQuerySchema.parse({ ...everything, ...query(n) }),
      whole,
    ),
  byHand,
});

const facets = (
  name: string,
  q: (n: number) => string,
  byHand: Question['byHand'],
): Question => ({
  name,
  ask: ({ explorer, n }) =>
    explorer.facets(facetsQuerySchema.parse({ ...everything, q: q(n) }), whole),
  byHand,
});

export const questions: Question[] = [
  {
    name: 'first page',
    ask: ({ list }) => list(''),
    byHand: () => page('true'),
  },
  {
    name: 'by actor',
    ask: ({ list, n }) => list(`actor:${person(n)}`),
    byHand: n => page(isPerson(n)),
  },
  {
    name: 'by target prefix',
    ask: ({ list, n }) => list(`target:component:default/svc-49${n % 100}*`),
    byHand: n => page(`target_ref like 'component:default/svc-49${n % 100}%'`),
  },
  {
    name: 'rare text',
    ask: ({ list, n }) => list(`svc-${4900 + n}`),
    byHand: n => page(`search like '%svc-${4900 + n}%'`),
  },
  {
    name: 'frequent text',
    ask: ({ list }) => list('catalog'),
    byHand: () => page(`search like '%catalog%'`),
  },
  {
    name: 'by meta field',
    ask: ({ list, n }) => list(`meta.taskId:${4900 + n}`),
    byHand: n => page(`meta like '%"taskId":${4900 + n}}%'`),
  },
  {
    name: 'five filters',
    ask: ({ list, n }) =>
      list(
        `plugin:catalog severity:low outcome:failed actor:person-${n} ip:10.0.0.0/8`,
      ),
    byHand: n =>
      page(
        `plugin = 'catalog' and severity_rank = 0 and outcome = 'failed'
         and actor_user = 'user:default/person-${n}'
         and client_ip_key between '00000000000000000000ffff0a000000'
           and '00000000000000000000ffff0affffff'`,
      ),
  },
  {
    name: 'jump to the middle, older',
    ask: ({ list, n }) => list('', { to: isoTime(middle + n * 60_000) }),
    byHand: n => page(`started_at < ${middle + n * 60_000}`),
  },
  {
    name: 'jump to the middle, newer',
    ask: ({ list, n }) =>
      list('', {
        order: 'asc',
        from: isoTime(middle + n * 60_000),
        to: isoTime(today),
      }),
    byHand: n =>
      page(
        `started_at >= ${middle + n * 60_000} and started_at < ${today}`,
        'asc',
      ),
  },
  {
    name: 'next page, 45 days deep',
    ask: ({ list, deepCursor }) => list('', { cursor: deepCursor }),
    byHand: () => page(`(started_at, sequence) < (${middle}, 0)`),
  },
  histogram(
    'histogram',
    () => ({}),
    () => countsOverDays('true'),
  ),
  histogram(
    'histogram, days of Rome',
    () => ({ zone: 'Europe/Rome' }),
    () => [
      `select (hour + 3600000 - ${start}) / ${DAY_MS} as day, outcome, sum(count)
       from audit_log_event_counts where hour >= ${start} and hour < ${today}
       group by 1, 2`,
    ],
  ),
  histogram(
    'histogram, days of Kolkata',
    () => ({ zone: 'Asia/Kolkata' }),
    () => [
      `select (hour + 19800000 - ${start}) / ${DAY_MS} as day, outcome, sum(count)
       from audit_log_event_counts where hour >= ${start} and hour < ${today}
         and hour % ${DAY_MS} <> 64800000 group by 1, 2
       union all
       select (quarter_hour + 19800000 - ${start}) / ${DAY_MS}, outcome, sum(count)
       from audit_log_event_counts_quarter_hourly
       where quarter_hour in (${midnightQuarters.join(', ')}) group by 1, 2`,
    ],
  ),
  histogram(
    'histogram of a day, by 15 minutes',
    n => ({
      from: isoTime(middle + n * DAY_MS),
      to: isoTime(middle + (n + 1) * DAY_MS),
    }),
    n => [
      `select quarter_hour, outcome, sum(count)
       from audit_log_event_counts_quarter_hourly
       where quarter_hour >= ${middle + n * DAY_MS}
         and quarter_hour < ${middle + (n + 1) * DAY_MS} group by 1, 2`,
    ],
  ),
  histogram(
    'histogram by plugin, filtered',
    () => ({ q: 'outcome:failed severity>=medium', by: 'plugin' }),
    () => countsOverDays(`outcome = 'failed' and severity_rank >= 1`, 'plugin'),
  ),
  histogram(
    'histogram of one actor',
    n => ({ q: `actor:${person(n)}` }),
    n => eventsOverDays(isPerson(n)),
  ),
  histogram(
    'histogram of one target, by plugin',
    n => ({ q: `target:component:default/svc-${n * 10}`, by: 'plugin' }),
    n =>
      eventsOverDays(
        `target_ref = 'component:default/svc-${n * 10}'`,
        'plugin',
      ),
  ),
  facets(
    'facets',
    () => '',
    () => [wholeFacets, newest('true', ['event_id', 'actor_ref'])],
  ),
  facets(
    'facets of one actor',
    n => `actor:${person(n)}`,
    n => [
      newest(isPerson(n), [
        'category',
        'plugin',
        'event_id',
        'outcome',
        'severity_rank',
      ]),
      newest('true', ['actor_ref']),
    ],
  ),
  {
    name: 'sign-ins per day',
    ask: ({ explorer }) =>
      explorer.groups(
        groupsQuerySchema.parse({
          ...everything,
          q: 'category:ACCESS',
          by: 'outcome',
          interval: '1d',
        }),
        whole,
      ),
    byHand: () => countsOverDays(`category = 'ACCESS'`),
  },
];
