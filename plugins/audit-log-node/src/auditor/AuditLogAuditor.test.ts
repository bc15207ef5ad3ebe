import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import {
  ServiceFactoryTester,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { recordedEventSchema } from 'backstage-plugin-audit-log-common';
import { created, requestOf, setUp } from '../__testUtils__/setUpAuditor';
import { isAuditLogAuditor } from './AuditLogAuditor';

describe('the auditor of the audit log', () => {
  it('records one event for one operation', async () => {
    const { auditor, sink, record } = await setUp();
    record();
    const event = await auditor.createEvent(created);
    await event.success({ meta: { id: 'l1' } });
    expect(sink.events).toHaveLength(1);
    expect(recordedEventSchema.parse(sink.events[0])).toMatchObject({
      plugin: 'catalog',
      eventId: 'location-mutate',
      action: 'create',
      category: 'CATALOG',
      severity: 'medium',
      outcome: 'succeeded',
      amends: null,
      actor: { type: 'user', ref: 'user:default/mock' },
      target: { type: 'location', ref: 'url:https://x' },
      client: { ip: '10.1.2.3', userAgent: 'firefox' },
      request: {
        method: 'POST',
        path: '/api/catalog/locations',
        query: 'dryRun=true&token=[redacted]',
      },
      meta: { actionType: 'create', id: 'l1' },
      error: null,
    });
  });

  it('lets a failure win over a success, and ignores what follows', async () => {
    const { auditor, recorder, sink, record } = await setUp();
    record();
    const event = await auditor.createEvent(created);
    const fail = () => event.fail({ error: new Error('late') });
    await event.success();
    await event.success();
    await fail();
    await fail();
    await event.success();
    await recorder.flush();
    expect(sink.events.map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'failed',
    ]);
    expect(sink.events[1].amends).toBe(sink.events[0].id);
    expect(sink.events[1].startedAt).toBe(sink.events[0].startedAt);
  });

  it('ignores a success after a failure', async () => {
    const { auditor, recorder, sink, record } = await setUp();
    record();
    const event = await auditor.createEvent(created);
    await event.fail({ error: new Error('no') });
    await event.success();
    await recorder.flush();
    expect(sink.events.map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  it('takes outcomes that nobody waits for, and a handle taken apart', async () => {
    const { auditor, recorder, sink, record } = await setUp();
    record();
    for (let i = 0; i < 50; i += 1) {
      const { success, fail } = await auditor.createEvent({
        eventId: `e${i}`,
        severityLevel: 'medium',
      });
      success();
      if (i % 2) {
        fail({ error: new Error('x') }).catch(() => {});
      }
    }
    await recorder.flush();
    const failed = new Set(
      sink.events.map(event => event.amends).filter(Boolean),
    );
    expect(failed.size).toBe(25);
    expect(sink.events).toHaveLength(75);
  });

  it('records the plugin itself where there is no request', async () => {
    const { auditor, recorder, sink, record } = await setUp();
    record();
    const event = await auditor.createEvent({
      eventId: 'task',
      severityLevel: 'medium',
      meta: { templateRef: 'template:default/a' },
    });
    await event.success();
    await recorder.flush();
    expect(sink.events[0]).toMatchObject({
      actor: {
        type: 'service',
        ref: 'plugin:catalog',
      },
      client: null,
      request: null,
    });
  });

  it.each([
    [
      'refused',
      async () => {
        throw new Error('expired');
      },
      { type: 'anonymous', ref: null },
    ],
    [
      'missing',
      async () => mockCredentials.none(),
      { type: 'anonymous', ref: null },
    ],
    [
      'in a cookie only',
      async (_: unknown, options?: { allowLimitedAccess?: boolean }) =>
        options?.allowLimitedAccess
          ? mockCredentials.user('user:default/bo')
          : mockCredentials.none(),
      { type: 'user', ref: 'user:default/bo' },
    ],
    [
      'relayed by a service',
      async () =>
        mockCredentials.user('user:default/ada', {
          actor: { subject: 'plugin:mcp-actions' },
        }),
      {
        type: 'user',
        ref: 'user:default/ada',
        via: 'plugin:mcp-actions',
        mode: 'agent',
      },
    ],
  ])(
    'never fails a request whose credentials are %s',
    async (_, credentials, actor) => {
      const httpAuth = mockServices.httpAuth.mock({
        credentials: credentials as never,
      });
      const { auditor, sink, record } = await setUp({
        dependencies: [httpAuth.factory as never],
      });
      record();
      const cookie = { headers: { cookie: 'backstage-auth=x' } };
      await (
        await auditor.createEvent({ ...created, request: requestOf(cookie) })
      ).success();
      expect(sink.events[0].actor).toEqual(actor);
    },
  );

  it('stores nothing while recording is off, and asks nobody who it is', async () => {
    const httpAuth = mockServices.httpAuth.mock();
    const { auditor, recorder, sink, record } = await setUp({
      config: { auditLog: { logLines: false } },
      dependencies: [httpAuth.factory as never],
    });
    record('off');
    await (await auditor.createEvent(created)).success();
    expect(httpAuth.credentials).not.toHaveBeenCalled();
    recorder.learn({ recording: 'on' });
    await recorder.flush();
    expect(sink.events).toEqual([]);
    expect(recorder.status()).toMatchObject({ queued: 0, openOperations: 0 });
  });

  it("follows the audit log's own operations from off to on", async () => {
    const { tester, sink, record } = await setUp();
    const own = await tester.getSubject('audit-log');
    record('off');
    const event = await own.createEvent({
      eventId: 'logging-enable',
      severityLevel: 'critical',
    });
    record('on');
    await event.success();
    expect(sink.events[0]).toMatchObject({
      category: 'AUDIT_LOG',
      outcome: 'succeeded',
    });
  });

  it('never throws at the caller for what it was given', async () => {
    const { auditor, recorder, record } = await setUp();
    record();
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const event = await auditor.createEvent({
      eventId: undefined as unknown as string,
      severityLevel: 'loud' as never,
      meta: cyclic as JsonObject,
      request: {} as typeof created.request,
    });
    await event.fail(undefined as never);
    await event.fail({ error: 'text' as never });
    await recorder.flush();
    expect(recorder.status().appended).toBe(1);
  });
});

describe('isAuditLogAuditor', () => {
  it('tells our auditor from that of another override', async () => {
    const { auditor } = await setUp();
    expect(isAuditLogAuditor(auditor)).toBe(true);
    expect(isAuditLogAuditor(mockServices.auditor.mock())).toBe(false);
    expect(
      isAuditLogAuditor(
        await ServiceFactoryTester.from(auditorServiceFactory).getSubject(),
      ),
    ).toBe(false);
  });
});

describe('operations whose input throws when it is read', () => {
  const no = () => {
    throw new Error('no');
  };
  const hostileMeta: [string, () => unknown][] = [
    [
      'a getter that throws',
      () => Object.defineProperty({}, 'a', { get: no, enumerable: true }),
    ],
    ['a proxy that throws', () => new Proxy({}, { ownKeys: no })],
    ['a toJSON that throws', () => ({ toJSON: no })],
    ['a toJSON that throws when looked at', () => new Proxy({}, { get: no })],
    [
      'a cycle of them',
      () => {
        const inner: object[] = [new Proxy({}, { ownKeys: no })];
        inner.push(inner);
        return { inner };
      },
    ],
  ];

  it.each(hostileMeta)(
    'are recorded with a mark where meta has %s',
    async (_, makeMeta) => {
      const { auditor, sink, recorder, record } = await setUp();
      record();
      const meta = makeMeta() as JsonObject;
      const begun = await auditor.createEvent({ ...created, meta });
      await begun.success({ meta: makeMeta() as JsonObject });
      const ended = await auditor.createEvent(created);
      await ended.fail({ meta: makeMeta() as JsonObject, error: new Error() });
      await recorder.flush();
      expect(sink.events).toHaveLength(2);
      for (const event of sink.events) {
        expect(JSON.stringify(event.meta)).toContain('[unreadable]');
      }
    },
  );

  it('are recorded, whatever of it throws', async () => {
    const { auditor, sink, recorder, record } = await setUp();
    record();
    const hostile = new Proxy({}, { get: no }) as never;
    const first = await auditor.createEvent({ ...created, request: hostile });
    await first.success(hostile);
    const second = await auditor.createEvent({ ...created, eventId: '' });
    await second.fail({
      error: Object.defineProperty(new Error(), 'message', { get: no }),
    });
    await recorder.flush();
    expect(sink.events).toMatchObject([
      { eventId: 'location-mutate', outcome: 'succeeded' },
      {
        eventId: 'unnamed',
        outcome: 'failed',
        error: { name: 'Error', message: '[unreadable]' },
      },
    ]);
    expect(sink.events[0].request).toMatchObject({
      method: '[unreadable]',
      path: '[unreadable]',
    });
  });

  it('keeps the values of keys that become equal', async () => {
    const { auditor, sink, recorder, record } = await setUp();
    record();
    const long = 'k'.repeat(200);
    const meta = { 'a\0': 1, 'a\ud800': 2, [`${long}1`]: 3, [`${long}2`]: 4 };
    const event = await auditor.createEvent({ ...created, meta });
    await event.success();
    await recorder.flush();
    expect(Object.values(sink.events[0].meta ?? {})).toEqual([1, 2, 3, 4]);
  });
});
