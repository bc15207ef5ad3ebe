import { parseQuery, RecordedEvent } from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore } from '../store';
import { createQueryTranslator } from './translateQuery';

jest.setTimeout(120_000);

const clock = () => new Date('2026-11-22T12:00:00.000Z');

/** Events by the name that the tests call them. */
const events: Record<string, Partial<RecordedEvent>> = {
  usual: {},
  task: {
    plugin: 'scaffolder',
    eventId: 'task',
    action: 'execution',
    category: 'TEMPLATES',
    severity: 'high',
    outcome: 'failed',
    startedAt: '2026-11-21T10:00:00.000Z',
    durationMs: 2500,
    actor: {
      type: 'service',
      ref: 'plugin:scaffolder',
      onBehalfOf: 'user:default/grace',
      via: 'plugin:mcp-actions',
    },
    target: { type: 'task', ref: 'Task-42', name: 'New service' },
    client: { ip: '::ffff:192.0.2.9' },
    request: null,
    meta: {
      taskId: 42,
      ratio: 0.1,
      ok: true,
      none: null,
      tags: ['alpha', 'beta', 7],
      nested: { 'a.b': 'dotted', 'q"\\': 'quoted', list: [{ id: 'x' }] },
    },
    error: { name: 'TimeoutError', message: 'The 100%_sure "step" timed OUT' },
    instance: 'host-2',
  },
  nobody: {
    plugin: 'auth',
    eventId: 'sign-in',
    action: null,
    category: 'ACCESS',
    severity: 'low',
    outcome: 'unknown',
    durationMs: null,
    actor: { type: 'anonymous', ref: null },
    target: null,
    client: { ip: '2001:db8::7' },
    request: { method: 'GET', path: '/api/auth/guest/refresh', status: 401 },
    meta: { taskId: '42', note: "it's 50% [a]?_\\x" },
    error: { name: 'AuthenticationError', message: 'Füße: no session' },
  },
  robot: {
    severity: 'critical',
    actor: { type: 'service', ref: 'external:siem' },
    target: { type: 'url', ref: 'https://git.test/a,b?c=[d]*' },
    client: { ip: 'not an address' },
    request: {
      status: 503,
      requestId: 'r-1',
      claimedRequestId: 'r-2',
      claimedTraceId: 't-2',
    },
    meta: null,
  },
};

const all = Object.keys(events);

const finds: [query: string, names: string[]][] = [
  ['', all],
  ['actor:user:default/ada', ['usual']],
  ['actor:ada', ['usual']],
  ['actor:Ada,default/GRACE', ['usual', 'task']],
  ['actor:grace', ['task']],
  ['actor:user:*/a*', ['usual']],
  ['actor:plugin:scaffolder', []],
  ['actor:external:*', ['robot']],
  ['actor:*', ['usual', 'task', 'robot']],
  ['-actor:*', ['nobody']],
  ['-actor:ada', ['task', 'nobody', 'robot']],
  ['actor!=user:default/ada', ['task', 'nobody', 'robot']],
  ['actor=ada', []],
  ['principal:plugin:scaffolder', ['task']],
  ['via:plugin:mcp-actions', ['task']],
  ['via:*', ['task']],
  ['actorType:service,anonymous', ['task', 'nobody', 'robot']],
  ['plugin:catalog', ['usual', 'robot']],
  ['plugin:Scaffolder', ['task']],
  ['plugin=Scaffolder', []],
  ['event:*-mutate', ['usual', 'robot']],
  ['event:?ask', []],
  ['-action:create', ['task', 'nobody']],
  ['category:access', ['nobody']],
  ['severity>=high', ['task', 'robot']],
  ['severity>high', ['robot']],
  ['severity<medium', ['nobody']],
  ['severity:low,critical', ['nobody', 'robot']],
  ['outcome:failed', ['task']],
  ['target:component:default/*', ['usual']],
  ['target:COMPONENT:default/SVC-77', ['usual']],
  ['target:Task-42', ['task']],
  ['target:"component:default/%"', []],
  ['target:component:default/svc_77', []],
  ['target:"https://git.test/a,b*"', ['robot']],
  ['target="https://git.test/a,b?c=[d]*"', ['robot']],
  ['target:"*?c=[d]*"', ['robot']],
  ['-target:*', ['nobody']],
  ['targetType:task', ['task']],
  ['ip:10.0.0.0/8', ['usual']],
  ['ip:192.0.2.0/24', ['task']],
  ['ip:2001:db8::/32,10.0.0.1', ['usual', 'nobody']],
  ['ip:0.0.0.0/0', ['usual', 'task']],
  ['-ip:::/0', ['robot']],
  ['method:post', ['usual']],
  ['path:/api/catalog/*', ['usual']],
  ['status:4xx', ['nobody']],
  ['status>=400', ['nobody', 'robot']],
  ['status!=201', ['task', 'nobody', 'robot']],
  ['trace:4bf92f3577b34da6a3ce929d0e0e4736', ['usual']],
  ['request:r-1', ['robot']],
  ['request:r-2', []],
  ['trace:t-2', []],
  ['claimedRequest:r-2', ['robot']],
  ['claimedTrace:T-2', ['robot']],
  ['claimedTrace:*', ['robot']],
  ['instance:host-*', all],
  ['instance:host-2', ['task']],
  ['sequence:1..2', ['usual', 'task']],
  ['sequence>3', ['robot']],
  ['sequence:9223372036854775807', []],
  ['duration>=2s', ['task']],
  ['duration:100ms..1s', ['usual', 'robot']],
  ['duration<999999999h', ['usual', 'task', 'robot']],
  ['time:2026-11-21', ['task']],
  ['time>=-3h', ['usual', 'nobody', 'robot']],
  ['time<yesterday', []],
  ['time:1970..2026-11-21', ['task']],
  ['error:timeout', ['task']],
  ['error:"timed out"', ['task']],
  ['error:100%_sure', ['task']],
  ['error:100_', []],
  ['error:*', ['task', 'nobody']],
  ['error:Füße', ['nobody']],
  ['error:"FÜßE: NO"', ['nobody']],
  ['error:füß', ['nobody']],
  ['error:fuß', []],
  ['error:"ß(e|x)"', []],
  ['error:ß.:', []],
  ['error:[f]', []],
  ['error:100?', []],
  ['meta.taskId:42', ['task', 'nobody']],
  ['meta.taskId:42.0', ['task']],
  ['meta.taskId:4*', ['task', 'nobody']],
  ['meta.taskId>41', ['task']],
  ['meta.taskId<=41', []],
  ['meta.ratio:0.1', ['task']],
  ['meta.ok:true', ['task']],
  ['meta.none:*', []],
  ['meta.tags:*', ['task']],
  ['meta.tags:beta,nope', ['task']],
  ['meta.tags:7', ['task']],
  ['meta.tags.1:beta', ['task']],
  ['meta.tags:be*', ['task']],
  ['meta.nested:*', ['task']],
  ['meta.nested:x', []],
  ['meta.nested."a.b":dotted', ['task']],
  ['meta.nested."q\\"\\\\":quoted', ['task']],
  ['meta.nested.list.0.id:x', ['task']],
  ['meta.note:"it\'s 50% [a]?_\\\\x"', ['nobody']],
  ['meta.note:"it\'s 50% [a]?_\\\\*"', ['nobody']],
  ['meta.note:"it_s*"', []],
  ['-meta.taskId:42', ['usual', 'robot']],
  ['meta.location.type:url', ['usual']],
  ['svc-77', ['usual']],
  ['SVC-77 catalog', ['usual']],
  ['"default/svc"', ['usual']],
  ['"timed out"', ['task']],
  ['100%_SURE', ['task']],
  ['%', ['task']],
  ['_', ['task']],
  ['\\', []],
  [`"'"`, []],
  ['FÜSSE', []],
  ['füße', ['nobody']],
  ['-svc-77', ['task', 'nobody', 'robot']],
  [
    'plugin:catalog severity>=medium ip:10.0.0.0/8 target:component:* -event:entity-fetch',
    ['usual'],
  ],
  ['plugin:catalog plugin:auth', []],
];

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('queries on %s', id => {
  let knex: Knex;
  let store: DatabaseEventStore;
  const names = new Map<string, string>();

  beforeAll(async () => {
    knex = await initDatabase(databases, id);
    store = await DatabaseEventStore.create({ knex });
    const recorded = Object.entries(events).map(([name, overrides]) => {
      const event = recordedEvent(overrides);
      names.set(event.id, name);
      return event;
    });
    await store.append(recorded);
  });

  async function find(query: string): Promise<string[]> {
    const { items } = await store.list({
      where: createQueryTranslator({ knex, clock })(parseQuery(query)),
      order: 'desc',
      limit: 100,
    });
    return items.map(event => names.get(event.id)!);
  }

  it.each(finds)('%j finds %j', async (query, expected) => {
    expect((await find(query)).sort()).toEqual([...expected].sort());
  });

  it('finds one event by its id, in either case', async () => {
    const [eventId] = [...names.keys()];
    expect(await find(`id:${eventId.toUpperCase()}`)).toEqual(['usual']);
    expect(await find(`id!=${eventId}`)).toHaveLength(3);
  });

  it('refuses a wrong query with its first sentence', async () => {
    await expect(find('svc plugni:x outcome:y')).rejects.toMatchObject({
      name: 'InputError',
      message:
        'The query is wrong at character 5: There is no field "plugni"; did you mean "plugin"?',
    });
  });

  it('refuses or answers any text, and never fails', async () => {
    const pieces = [
      ...['"', '\\', '-', ':', '>=', '=', '!=', ',', '*', '..', '.', ' '],
      ...["'", '%', '_', '?', '??', '$1', ':x', '{', '[', ']', '\ud800', '\0'],
      ...['meta.', 'meta.a.0', 'plugin', 'status', 'time', 'ip', 'target'],
      ...['actor', 'error', 'id', 'sequence', 'duration', '1', '-1e9', 'é'],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          fc
            .array(fc.constantFrom(...pieces), { maxLength: 20 })
            .map(parts => parts.join('')),
        ),
        async query => {
          const result = await find(query).then(
            () => 'answered',
            error => error.name,
          );
          expect(['answered', 'InputError']).toContain(result);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('answers queries as long as they may be', async () => {
    for (const query of [
      'a '.repeat(64),
      `plugin:${'a,'.repeat(255)}a`,
      `target:${'*a'.repeat(500)}*`,
      `-meta.${'a.'.repeat(15)}b:${'x'.repeat(1000)}`,
      `${'meta.a.0.b:1,2,3 '.repeat(60)}`,
      '"\u00e9'.padEnd(1000, 'x').concat('"'),
    ]) {
      expect(await find(query)).toBeDefined();
    }
  });
});
