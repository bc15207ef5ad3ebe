import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  isPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  auditLogEventReadPermission,
  GrantLimits,
  RouteDefinition,
  RouteName,
  routes,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { auditLogConditions, createAuditLogConditionalDecision } from '..';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  Asked,
  requestsOf,
  tellsOfEvents,
} from '../__testUtils__/readingRequests';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  CallerName,
  eventually,
  PortalOptions,
  startPortal,
} from '../__testUtils__/startPortal';
import { DatabaseEventStore } from '../store';

jest.setTimeout(300_000);

const databases = createTestDatabases();

/** What closes all others comes last. */
const table = (Object.entries(routes) as [RouteName, RouteDefinition][]).sort(
  ([a], [b]) => Number(a === 'disable') - Number(b === 'disable'),
);

/** In everything that nobody with limits may learn of. */
const HIDDEN = /canary|2001-02-03|2031-04-05/i;

const hidden = (startedAt: string, amends: string | null = null) =>
  recordedEvent({
    startedAt,
    endedAt: null,
    amends,
    plugin: 'canary',
    eventId: 'canary-done',
    category: 'CANARY',
    severity: 'critical',
    outcome: 'failed',
    actor: { type: 'user', ref: 'user:default/canary' },
    target: { type: 'component', ref: 'component:default/canary' },
    client: { ip: '10.0.0.1', userAgent: 'canary' },
    request: { method: 'POST', path: '/api/canary', status: 500 },
    meta: { what: 'canary' },
  });

const hourAgo = new Date(Date.now() - 3_600_000).toISOString();

/** Seen by everybody whose limits are not those of something else. */
const visible = recordedEvent({
  startedAt: hourAgo,
  endedAt: null,
  plugin: 'catalog',
  category: 'CATALOG',
  actor: { type: 'user', ref: 'user:default/otto' },
  target: { type: 'component', ref: 'component:default/owned' },
});

const before = [
  visible,
  hidden('2001-02-03T04:05:06.789Z'),
  hidden(hourAgo, visible.id),
];
const later = [
  ...['2001-02-03T01:02:03.456Z', hourAgo, '2031-04-05T06:07:08.901Z'].map(
    time => hidden(time),
  ),
  hidden(hourAgo, visible.id),
];

const asked: Asked = {
  ids: [visible, before[2], later[3]].map(({ id }) => id),
  // What a reader does is told as well, and differs from call to call.
  q: '-category:AUDIT_LOG',
  guess: 'plugin:canary -category:AUDIT_LOG',
  to: new Date(Date.now() + 3_600_000).toISOString(),
};

const entity = (kind: string, name: string, relation?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: relation
    ? [{ type: relation.split(' ')[0], targetRef: relation.split(' ')[1] }]
    : [],
});

const entities = [
  ...['eva', 'gina', 'carl', 'otto', 'olga', 'fred', 'ada'].map(name =>
    entity('User', name),
  ),
  entity('User', 'gwen', 'memberOf group:default/readers'),
  entity('Component', 'owned', 'ownedBy user:default/olga'),
];

const grants: [string, GrantLimits][] = [
  ['user:default/gina', { plugins: ['catalog'] }],
  ['user:default/carl', { categories: ['CATALOG'] }],
  ['user:default/otto', { ownEvents: true }],
  ['user:default/olga', { ownedEntities: true }],
  ['group:default/readers', { categories: ['CATALOG'], plugins: ['catalog'] }],
  // Where there is no such event.
  ['user:default/fred', { categories: ['KUBERNETES'] }],
];

const conditions = {
  'user:default/carl': auditLogConditions.inCategory({
    categories: ['CATALOG'],
  }),
  'user:default/gina': auditLogConditions.fromPlugin({ plugins: ['catalog'] }),
  'user:default/otto': auditLogConditions.isActor({
    claims: ['user:default/otto'],
  }),
  'user:default/olga': auditLogConditions.targetIsOwned({
    claims: ['user:default/olga'],
  }),
  'user:default/gwen': {
    not: auditLogConditions.inCategory({ categories: ['CANARY'] }),
  },
  'user:default/fred': auditLogConditions.inCategory({
    categories: ['KUBERNETES'],
  }),
};

/** Everything is allowed but reading, which has conditions, or is denied. */
const conditional: PermissionPolicy = {
  handle: async ({ permission }, user) => {
    const ref = user?.info.userEntityRef ?? '';
    if (ref === 'user:default/ada') {
      return { result: AuthorizeResult.ALLOW };
    }
    if (!isPermission(permission, auditLogEventReadPermission)) {
      return { result: AuthorizeResult.ALLOW };
    }
    return ref in conditions
      ? createAuditLogConditionalDecision(
          permission as ResourcePermission<'audit-log-event'>,
          conditions[ref as keyof typeof conditions],
        )
      : { result: AuthorizeResult.DENY };
  },
};

const limited: CallerName[] = [
  'grantee, all',
  'grantee, a category',
  'grantee, own events',
  'grantee, owned entities',
  'grantee by group',
  'grantee, expired',
];

/** Those whom their restrictions let read nothing. */
const services: CallerName[] = [
  'plugin',
  'delivering backend',
  'token for the plugin',
  'token for actions',
  'token for settings',
  'unrestricted token',
];

const portals: [string, Partial<PortalOptions>, CallerName[]][] = [
  ['grants', {}, [...limited, ...services]],
  [
    'conditions of a policy',
    { auditLog: { access: { mode: 'policy' } }, policy: conditional },
    [...limited, 'engineer'],
  ],
];

/** By who asked what. */
type Answers = Map<string, { status: number; text: string; isOfNow: boolean }>;

function asText(
  response: unknown,
  done: (error: Error | null, text: string) => void,
): void {
  const stream = response as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', chunk => chunks.push(Buffer.from(chunk)));
  stream.on('end', () => done(null, Buffer.concat(chunks).toString()));
}

/** Without what was asked, and what every reader is told: how far it reaches. */
function masked(text: string): string {
  return text
    .replace(/"request":\{"method":"[A-Z]+","url":"[^"]*"\}/, '"request":{}')
    .replace(/"completeTo":\{[^}]*\}/g, '"completeTo":{}')
    .replace(/"destination":"[^"]*"/g, '"destination":""');
}

/** Where nothing was found, without when that was asked. */
function withoutNow(text: string): string {
  return text.includes('"series":[]')
    ? text.replace(/"(from|buckets)":("[^"]*"|\[[^\]]*\])/g, '')
    : text;
}

describe.each(databases.eachSupportedId())('what may be read on %s', id => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-log-may-be-read-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function start(knex: Knex, options: Partial<PortalOptions>) {
    const { call } = await startPortal({
      knex,
      features: [catalogOf(() => entities)],
      ...options,
      auditLog: { ...options.auditLog, storage: { localFolder: folder } },
    });
    await call('admin', 'post', '/settings/enable').send({}).expect(202);
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/settings');
      expect(body.state).toBe('enabled');
    });
    await call('admin', 'post', '/storage-integrations')
      .send({
        name: 'main',
        destination: 'local://demo/audit',
        identity: { type: 'ambient' },
      })
      .expect(201);
    await knex('audit_log_grants').insert(
      grants.map(([grantee, limits], index) => ({
        id: `00000000-0000-4000-8000-00000000000${index}`,
        grantee,
        limits: JSON.stringify(limits),
        expires_at: null,
        created_at: '2025-12-01T00:00:00.000Z',
        created_by: 'user:default/ada',
        version: 1,
      })),
    );
    const store = await DatabaseEventStore.create({ knex });
    await store.append(before);

    /** The answers of some routes, by who asked what. */
    const ask = async (
      callers: CallerName[],
      isAsked: (name: RouteName) => boolean,
      /** Answers of before: who was refused is refused again. */
      refused?: Answers,
    ) => {
      const answers: Answers = new Map();
      for (const caller of callers) {
        for (const [name, route] of table) {
          const requests = isAsked(name) ? requestsOf(name, asked) : [];
          for (const [index, request] of requests.entries()) {
            const key = `${caller}: ${name} ${index}`;
            if (refused?.get(key)?.status === 403) {
              continue;
            }
            const place = route.path.replace(/:\w+/g, request.id ?? '');
            const query = new URLSearchParams(
              JSON.parse(JSON.stringify(request.query ?? {})),
            );
            const { status, body } = await call(
              caller,
              route.method,
              `${place}?${query}`,
            )
              .set('if-match', '1')
              .send(route.method === 'get' ? undefined : request.body ?? {})
              .buffer(true)
              .parse(asText);
            answers.set(key, {
              status,
              text: masked(body),
              isOfNow: request.isOfNow === true,
            });
          }
        }
      }
      return answers;
    };
    return { ask, store };
  }

  it.each(portals)('by %s is all that is told', async (_, options, callers) => {
    const knex = await databases.init(id);
    const { ask, store } = await start(knex, options);
    const first = await ask([...callers, 'admin'], tellsOfEvents);
    await store.append(later);
    const second = await ask([...callers, 'admin'], tellsOfEvents, first);
    const others = await ask([callers[0]], name => !tellsOfEvents(name));

    const isLimited = ([key]: [string, unknown]) => !key.startsWith('admin:');
    const told = [...first, ...second, ...others]
      .filter(isLimited)
      // Names of types are what settings are about.
      .filter(([key]) => !key.includes('listEventTypes'))
      .filter(([, { text }]) => HIDDEN.test(text))
      .map(([key, { text }]) => `${key}: ${text}`);
    expect(told).toEqual([]);

    const changed = [...first].filter(([key, { isOfNow, text, status }]) => {
      const now = second.get(key);
      return (
        now &&
        !isOfNow &&
        (withoutNow(now.text) !== withoutNow(text) || now.status !== status)
      );
    });
    expect(
      changed
        .filter(isLimited)
        .map(([key, { text }]) => `${key}: ${text} / ${second.get(key)?.text}`),
    ).toEqual([]);

    // Whoever may read all of it learns of it by each of these.
    const telling: RouteName[] = [
      'listEvents',
      'streamEvents',
      'downloadEvents',
      'getHistogram',
      'getGroups',
      'getFacets',
      'getEvent',
      'getOperation',
      'previewSchedule',
      'testCondition',
      'previewLegalHold',
    ];
    expect(
      telling.filter(name =>
        changed.some(([key]) => key.startsWith(`admin: ${name} `)),
      ),
    ).toEqual(telling);
    // And those with limits are told of what these let through.
    for (const caller of limited.slice(0, 4)) {
      const { text } = first.get(`${caller}: listEvents 0`)!;
      expect([
        caller,
        JSON.parse(text).items.map((event: { id: string }) => event.id),
      ]).toEqual([caller, [visible.id]]);
    }
  });
});
