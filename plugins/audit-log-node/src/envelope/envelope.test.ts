import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthenticationError, ForwardedError } from '@backstage/errors';
import { recordedEventSchema } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { ResolverRegistry } from '../resolvers';
import { actorOf, anonymousActor, withPerson } from './actor';
import { BeginOptions, beginEvent, endEvent } from './envelope';
import { eventError } from './eventError';
import { clientOf, requestFactsOf } from './requestFacts';

const resolvers = ResolverRegistry.create();

function begin(options: Partial<BeginOptions> = {}) {
  return beginEvent({
    id: uuidv7(),
    now: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
    plugin: 'catalog',
    eventId: 'entity-fetch',
    severity: undefined,
    actor: anonymousActor,
    client: null,
    request: null,
    meta: { queryType: 'by-name', entityRef: 'component:default/x' },
    instance: 'test',
    resolvers,
    ...options,
  });
}

describe('beginEvent and endEvent', () => {
  it('make one event of begin and end', () => {
    const begun = begin();
    const ended = endEvent(begun, {
      now: Date.UTC(2026, 0, 2, 3, 4, 5, 106),
      outcome: 'succeeded',
      meta: { totalItems: 3 },
      resolvers,
    });
    expect(recordedEventSchema.parse(ended)).toEqual({
      ...begun,
      startedAt: '2026-01-02T03:04:05.006Z',
      endedAt: '2026-01-02T03:04:05.106Z',
      durationMs: 100,
      severity: 'low',
      outcome: 'succeeded',
      category: 'CATALOG',
      action: 'by-name',
      target: { type: 'entity', ref: 'component:default/x' },
      meta: {
        queryType: 'by-name',
        entityRef: 'component:default/x',
        totalItems: 3,
      },
    });
    expect(begun).toMatchObject({ outcome: 'pending', endedAt: null });
  });

  it('resolve the target from what only the end knows', () => {
    const begun = begin({
      plugin: 'scaffolder',
      eventId: 'task',
      meta: { actionType: 'create', templateRef: 'template:default/t' },
    });
    expect(begun.target).toEqual({
      type: 'template',
      ref: 'template:default/t',
    });
    const ended = endEvent(begun, {
      now: 0,
      outcome: 'succeeded',
      meta: { taskId: 'abc' },
      resolvers,
    });
    expect(ended.target).toEqual({
      type: 'task',
      ref: 'abc',
      name: 'template:default/t',
    });
    expect(ended.durationMs).toBe(0);
  });

  it.each([
    [
      'names that are too long',
      { plugin: 'p'.repeat(999), eventId: 'e'.repeat(999) },
    ],
    ['names that are empty', { plugin: '', eventId: '' }],
    ['names of the wrong type', { eventId: 7 as unknown as string }],
    ['a severity nobody knows', { severity: 'urgent' }],
    ['a long action', { meta: { actionType: 'a'.repeat(999) } }],
    [
      'long refs',
      {
        meta: {
          entityRef: 'a'.repeat(9999),
          target: { type: 't'.repeat(99), ref: 'r' },
        },
      },
    ],
  ])('keep to the contract with %s', (_, options) => {
    expect(recordedEventSchema.safeParse(begin(options)).success).toBe(true);
  });
});

describe('actorOf', () => {
  it.each([
    [
      mockCredentials.user('user:default/ada'),
      { type: 'user', ref: 'user:default/ada' },
    ],
    [
      mockCredentials.user('user:default/ada', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
      { type: 'user', ref: 'user:default/ada', via: 'plugin:mcp-actions' },
    ],
    [
      mockCredentials.service('external:siem'),
      { type: 'service', ref: 'external:siem' },
    ],
    [mockCredentials.none(), { type: 'anonymous', ref: null }],
  ])('tells who it is', (credentials, actor) => {
    expect(actorOf(credentials)).toEqual(actor);
  });

  const ada = 'user:default/ada';
  const service = { type: 'service', ref: 'plugin:scaffolder' } as const;

  it.each([
    ['scaffolder', { createdBy: ada }],
    ['permission', { userEntityRef: ada }],
    ['audit-log', { userEntityRef: ada }],
  ])('names the person for whom %s acts', (plugin, meta) => {
    expect(withPerson(service, meta, plugin)).toEqual({
      ...service,
      onBehalfOf: ada,
    });
  });

  it.each([
    // Those to whom it is done, or who made what somebody else now changes.
    ['auth', { userEntityRef: ada, revokedCount: 2 }],
    ['notifications', { userEntityRef: ada }],
    ['announcements', { createdBy: ada }],
    ['nobody-knows', { createdBy: ada, userEntityRef: ada, '': ada }],
    ['scaffolder', { userEntityRef: ada }],
    ['scaffolder', { createdBy: { a: 1 } }],
    ['scaffolder', { createdBy: '' }],
    ['scaffolder', null],
  ])('takes nobody for the person behind %s %j', (plugin, meta) => {
    expect(withPerson(service, meta, plugin)).toEqual(service);
  });

  it('leaves people as they are', () => {
    const user = { type: 'user', ref: 'user:default/eve' } as const;
    expect(withPerson(user, { createdBy: ada }, 'scaffolder')).toEqual(user);
  });
});

describe('eventError', () => {
  it('keeps name and message, never the stack', () => {
    const error = new AuthenticationError('Missing credentials');
    expect(eventError(error)).toEqual({
      name: 'AuthenticationError',
      message: 'Missing credentials',
    });
  });

  it('adds causes once, and the errors of an aggregate', () => {
    const cause = new Error('token=abcdefgh is bad');
    expect(eventError(new Error('outer', { cause })).message).toBe(
      'outer; caused by Error: token=[redacted] is bad',
    );
    const forwarded = new ForwardedError('outer', new Error('inner'));
    expect(eventError(forwarded).message.match(/inner/g)).toHaveLength(1);
    expect(
      eventError(
        new AggregateError([new Error('a'), new TypeError('b')], 'both'),
      ).message,
    ).toBe('both; caused by Error: a; TypeError: b');
  });

  it.each([
    undefined,
    null,
    'text',
    42,
    { message: 1 },
    { name: 5, message: 'x' },
  ])('makes an error of %p', thrown => {
    const { error } = recordedEventSchema.shape;
    expect(error.safeParse(eventError(thrown)).success).toBe(true);
  });

  it('survives an error that is its own cause, and long ones', () => {
    const error = new Error('x'.repeat(100_000));
    error.cause = error;
    const { message } = eventError(error);
    expect(message.length).toBeLessThanOrEqual(4096);
    expect(message).toMatch(/\[truncated \d+ of \d+ characters\]$/);
  });
});

describe('requestFactsOf and clientOf', () => {
  it('are null without a request', () => {
    expect(requestFactsOf(undefined)).toBeNull();
    expect(clientOf(undefined)).toBeNull();
  });

  it('split path and query, and read ids of trace and request', () => {
    const trace = 'a'.repeat(32);
    const request = {
      method: 'GET',
      originalUrl: '/api/x?token=abc&a=1',
      ip: '10.0.0.1',
      headers: {
        'user-agent': 'curl/8',
        traceparent: `00-${trace}-${'b'.repeat(16)}-01`,
        'x-request-id': ['r1', 'r2'],
      },
    };
    expect(requestFactsOf(request)).toEqual({
      method: 'GET',
      path: '/api/x',
      query: 'token=[redacted]&a=1',
      claimedTraceId: trace,
      claimedRequestId: 'r1',
    });
    expect(clientOf(request)).toEqual({ ip: '10.0.0.1', userAgent: 'curl/8' });
    const asSent = Buffer.from('München ☃', 'utf8').toString('latin1');
    expect(
      clientOf({ ip: 'unknown', headers: { 'user-agent': asSent } }),
    ).toEqual({ userAgent: 'München ☃' });
    expect(clientOf({ headers: { 'user-agent': 'M\xfcnchen' } })).toEqual({
      userAgent: 'München',
    });
  });

  it('lose nothing but what throws when it is read', () => {
    const throwing = (key: string) =>
      Object.defineProperty(
        {
          method: 'PUT',
          originalUrl: '/api/x?a=1',
          ip: '10.0.0.1',
          headers: { 'user-agent': 'curl/8', 'x-request-id': 'r1' },
        },
        key,
        {
          get() {
            throw new Error('no');
          },
        },
      );
    const told = (key: string) => ({
      ...clientOf(throwing(key)),
      ...requestFactsOf(throwing(key)),
    });
    const all = {
      ip: '10.0.0.1',
      userAgent: 'curl/8',
      method: 'PUT',
      path: '/api/x',
      query: 'a=1',
      claimedRequestId: 'r1',
    };
    expect(told('nothing')).toEqual(all);
    const { userAgent, claimedRequestId, ...withoutHeaders } = all;
    expect(told('headers')).toEqual(withoutHeaders);
    const { ip, ...withoutAddress } = all;
    expect(told('ip')).toEqual(withoutAddress);
    expect(told('method')).toEqual({ ...all, method: '[unreadable]' });
    const { proxy, revoke } = Proxy.revocable({ method: 'PUT' }, {});
    revoke();
    expect(requestFactsOf(proxy)).toMatchObject({ method: '[unreadable]' });
  });

  it('keep to the contract with hostile requests', () => {
    const request = {
      method: 'M'.repeat(99),
      originalUrl: `/${'p'.repeat(9999)}?${'q'.repeat(9999)}`,
      ip: 'i'.repeat(999),
      headers: {
        'user-agent': '\0'.repeat(9999),
        traceparent: 'nonsense',
        'x-request-id': 'r'.repeat(999),
      },
    };
    recordedEventSchema.parse(
      begin({ request: requestFactsOf(request), client: clientOf(request) }),
    );
    expect(requestFactsOf({})).toEqual({});
    expect(clientOf({})).toEqual({});
  });
});
