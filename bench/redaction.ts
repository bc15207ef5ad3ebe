import { JsonObject } from '@backstage/types';
import { ResolverRegistry } from 'backstage-plugin-audit-log-node';
import {
  beginEvent,
  endEvent,
  requestFactsOf,
} from '../plugins/audit-log-node/src/envelope';
import {
  isSecretKey,
  redactQuery,
  redactText,
} from '../plugins/audit-log-node/src/redaction';
import { operation } from './auditors';
import { median, quantile } from './measure';

const MB = 1024 * 1024;

/** What plugins pass with an event, from little to much. */
const metas: Record<string, JsonObject> = {
  'refresh of an entity': {
    queryType: 'refresh',
    entityRef: 'component:default/payment-service',
  },
  'run of a template': {
    actionType: 'execution',
    taskId: '7c1a1c0e-0f6c-4d0b-9a7e-3a5f0c1f2b6d',
    templateRef: 'template:default/new-service',
    createdBy: 'user:default/grace',
    taskParameters: Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        index === 7 ? 'dbPassword' : `parameter${index}`,
        `value of parameter ${index}, about as long as people type`,
      ]),
    ),
  },
  'request with a body of 4 KB': {
    headers: {
      accept: 'application/json',
      authorization: 'Bearer abcdefghijklmnopqrstuvwxyz',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140',
    },
    body: {
      items: Array.from({ length: 40 }, (_, index) => ({
        name: `service-${index}`,
        url: `https://example.com/services/${index}?page=1&sort=name`,
        owner: 'group:default/payments',
      })),
    },
  },
};

const query = 'filter=kind%3Dcomponent&limit=20&access_token=abcdefghijkl';

/** Inputs that are made to cost much, each about as long as told. */
function hostileTexts(length: number): Record<string, string> {
  const patterns = [
    'eyJaaaaaaaa.',
    'github_pat_',
    'abc8Q~',
    '://a:',
    'bearer  aaaaaa',
    '--token ',
    'password=[',
    'password="\\',
    '"password":"',
    'cookie: \n',
    '-----BEGIN PRIVATE KEY-----',
    'hooks.slack.com/services/',
    'a',
    '=',
  ];
  return Object.fromEntries(
    patterns.map(pattern => [
      JSON.stringify(pattern),
      pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length),
    ]),
  );
}

/**
 * CPU of redaction for each event, as a part of all that an event costs
 * before it is handed on, and what hostile input costs at most.
 */
export async function benchRedaction(options: {
  events: number;
  runs: number;
}): Promise<void> {
  for (const [name, meta] of Object.entries(metas)) {
    const whole: number[] = [];
    const redaction: number[] = [];
    for (let run = 0; run <= options.runs; run += 1) {
      const wholeUs = cpuUs(options.events, () => makeEvent(meta));
      const redactionUs = cpuUs(options.events, () => redactOnly(meta));
      // The first one warms up.
      if (run > 0) {
        whole.push(wholeUs);
        redaction.push(redactionUs);
      }
    }
    const all = median(whole);
    const part = median(redaction);
    console.log(
      `${name}: ${all.toFixed(1)} us of CPU per event, ${(all - part).toFixed(
        1,
      )} us without redaction (median of ${options.runs})`,
    );
  }
  for (const length of [MB / 4, MB, 4 * MB]) {
    const costs = Object.entries(hostileTexts(length)).map(
      ([pattern, text]) => ({
        pattern,
        ms: cpuUs(1, () => redactText(text)) / 1000,
      }),
    );
    const worst = costs.reduce((a, b) => (a.ms > b.ms ? a : b));
    console.log(
      `a hostile text of ${length / MB} MB alone: ${quantile(
        costs.map(({ ms }) => ms),
        0.5,
      ).toFixed(0)} ms in the middle, ${worst.ms.toFixed(0)} ms at most (${
        worst.pattern
      })`,
    );
  }
  for (const [name, meta] of Object.entries(hostileMetas())) {
    const ms = cpuUs(1, () => makeEvent(meta)) / 1000;
    console.log(`an event with ${name}: ${ms.toFixed(2)} ms`);
  }
}

function hostileMetas(): Record<string, JsonObject> {
  let deep: JsonObject = {};
  for (let level = 0; level < 100_000; level += 1) {
    deep = { deep };
  }
  const texts = Object.values(hostileTexts(4 * MB));
  return {
    'a text of 4 MB': { text: 'long '.repeat((4 * MB) / 5) },
    '14 hostile texts of 4 MB each': Object.fromEntries(
      texts.map((text, index) => [`text${index}`, text]),
    ),
    '100,000 levels': deep,
    '1,000,000 fields': Object.fromEntries(
      Array.from({ length: 1_000_000 }, (_, index) => [`field${index}`, 'x']),
    ),
    'a list of 1,000,000 secrets': {
      list: Array.from({ length: 1_000_000 }, () => 'password=abcdefgh'),
    },
  };
}

const resolvers = ResolverRegistry.create();

function makeEvent(meta: JsonObject) {
  const { request } = operation('low');
  const begun = beginEvent({
    id: '0195b0c0-0000-7000-8000-000000000000',
    now: 0,
    plugin: 'catalog',
    eventId: 'entity-mutate',
    severity: 'low',
    actor: { type: 'user', ref: 'user:default/ada' },
    client: null,
    request: requestFactsOf({
      ...request,
      originalUrl: `/api/catalog/entities?${query}`,
    } as never),
    meta,
    instance: 'bench',
    resolvers,
  });
  return endEvent(begun, { now: 1, outcome: 'succeeded', meta: {}, resolvers });
}

/** The same texts and names as in an event, and nothing else of it. */
function redactOnly(meta: JsonObject) {
  redactQuery(query);
  redactMembers(meta);
}

function redactMembers(value: unknown): void {
  if (typeof value === 'string') {
    redactText(value);
  } else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const [key, member] of Object.entries(value)) {
      if (!isList) {
        redactText(key);
        isSecretKey(key);
      }
      redactMembers(member);
    }
  }
}

function cpuUs(times: number, work: () => unknown): number {
  const before = process.cpuUsage();
  for (let done = 0; done < times; done += 1) {
    work();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
