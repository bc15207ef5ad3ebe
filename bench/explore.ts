import {
  facetsQuerySchema,
  groupsQuerySchema,
  histogramQuerySchema,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EventExplorer } from '../plugins/audit-log-backend/src/explore';
import { createQueryTranslator } from '../plugins/audit-log-backend/src/query';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { BenchClient, openFilledLog } from './filledLog';
import { quantile, timeMs } from './measure';

const DAY_MS = 86_400_000;
const LIMIT = 100;

export interface ExploreBenchOptions {
  client: BenchClient;
  sizes: number[];
  runs: number;
}

interface Reader {
  list(q: string, range?: { to?: string }): Promise<unknown>;
  explorer: EventExplorer;
  knex: Knex;
  /** A number that differs from run to run. */
  n: number;
}

/** What is measured, and by hand the SQL that answers the same. */
interface Question {
  name: string;
  ask(reader: Reader): Promise<unknown>;
  byHand?(n: number): string;
}

const page = (condition: string) =>
  `select * from audit_log_events where superseded_by is null and ${condition} order by started_at desc, sequence desc limit ${
    LIMIT + 1
  }`;

const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const middle = today - 45 * DAY_MS;
const isoTime = (ms: number) => new Date(ms).toISOString();
const everything = { from: isoTime(today - 90 * DAY_MS), to: isoTime(today) };

const questions: Question[] = [
  {
    name: 'first page',
    ask: ({ list }) => list(''),
    byHand: () => page('true'),
  },
  {
    name: 'by actor',
    ask: ({ list, n }) => list(`actor:person-${n * 10 + 1}`),
    byHand: n => page(`actor_user = 'user:default/person-${n * 10 + 1}'`),
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
  },
  {
    name: 'five filters',
    ask: ({ list, n }) =>
      list(
        `plugin:catalog severity:low outcome:failed actor:person-${n} ip:10.0.0.0/8`,
      ),
  },
  {
    name: 'jump to the middle',
    ask: ({ list, n }) => list('', { to: isoTime(middle + n * 60_000) }),
    byHand: n => page(`started_at < ${middle + n * 60_000}`),
  },
  {
    name: 'histogram',
    ask: ({ explorer }) =>
      explorer.histogram(histogramQuerySchema.parse(everything), []),
  },
  {
    name: 'histogram by plugin, filtered',
    ask: ({ explorer }) =>
      explorer.histogram(
        histogramQuerySchema.parse({
          ...everything,
          q: 'outcome:failed severity>=medium',
          by: 'plugin',
        }),
        [],
      ),
  },
  {
    name: 'histogram of one actor',
    ask: ({ explorer, n }) =>
      explorer.histogram(
        histogramQuerySchema.parse({ ...everything, q: `actor:person-${n}` }),
        [],
      ),
  },
  {
    name: 'facets',
    ask: ({ explorer }) =>
      explorer.facets(facetsQuerySchema.parse(everything), []),
  },
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
        [],
      ),
  },
];

/** How long a person waits for an answer, by the size of the log. */
export async function benchExplore(
  options: ExploreBenchOptions,
): Promise<void> {
  const { client, sizes, runs } = options;
  for (const size of sizes) {
    const { knex, close } = await openFilledLog(client, size);
    const store = await DatabaseEventStore.create({ knex });
    const clock = () => new Date();
    const translate = createQueryTranslator({ knex, clock });
    const explorer = new EventExplorer({
      knex,
      clock,
      timeoutMs: 60_000,
    });
    const list: Reader['list'] = (q, range = {}) =>
      store.list({
        where: translate(parseQuery(q)),
        order: 'desc',
        limit: LIMIT,
        ...range,
      });
    console.log(
      `${client}, ${size} events: p50 / p95 in ms of ${runs} runs, in cache`,
    );
    for (const { name, ask, byHand } of questions) {
      const [asked, hand] = await measure(runs, [
        n => ask({ list, explorer, knex, n }),
        ...(byHand ? [async (n: number) => knex.raw(byHand(n))] : []),
      ]);
      console.log(
        `  ${name.padEnd(30)} ${text(asked)}${
          hand ? `   by hand ${text(hand)}` : ''
        }`,
      );
    }
    await close();
  }
}

/**
 * Times of each piece of work. All of it is done once before, and the one that
 * goes first changes, so that none finds in the cache what another has read.
 */
async function measure(
  runs: number,
  works: ((n: number) => Promise<unknown>)[],
): Promise<number[][]> {
  const times: number[][] = works.map(() => []);
  for (const isMeasured of [false, true]) {
    for (let n = 1; n <= runs; n++) {
      for (let i = 0; i < works.length; i++) {
        const which = (i + n) % works.length;
        const ms = await timeMs(() => works[which](n));
        if (isMeasured) {
          times[which].push(ms);
        }
      }
    }
  }
  return times;
}

function text(times: number[]): string {
  return [0.5, 0.95]
    .map(part => quantile(times, part).toFixed(1).padStart(8))
    .join(' /');
}
