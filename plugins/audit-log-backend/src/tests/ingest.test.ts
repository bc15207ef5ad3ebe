import { AuditEvent, RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  CallerName,
  eventually,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const HEADER = 'x-audit-log-protocol';

/** An event of now. */
function fresh(overrides: Partial<RecordedEvent> = {}): RecordedEvent {
  const now = new Date().toISOString();
  return recordedEvent({ startedAt: now, endedAt: now, ...overrides });
}

describe.each(databases.eachSupportedId())('ingest on %s', id => {
  let call: Awaited<ReturnType<typeof startPortal>>['call'];
  let knex: Knex;

  const becomes = (state: string) =>
    eventually(async () => {
      const { body } = await call('admin', 'get', '/settings').expect(200);
      expect(body.state).toBe(state);
    });
  const enable = async () => {
    await call('admin', 'post', '/settings/enable').expect(202);
    await becomes('enabled');
  };
  const disable = async () => {
    await call('admin', 'post', '/settings/disable').expect(202);
    await becomes('disabled');
  };
  const send = (events: RecordedEvent[], caller?: CallerName) =>
    call(caller ?? 'delivering backend', 'post', '/events').send({ events });
  const read = async (event: { id: string }): Promise<AuditEvent> =>
    (await call('admin', 'get', `/events/${event.id}`).expect(200)).body;
  const isThere = async ({ id: event }: { id: string }) =>
    (await call('admin', 'get', `/events/${event}`)).status === 200;
  const list = async (q: string): Promise<AuditEvent[]> =>
    (
      await call('admin', 'get', '/events')
        .query({ q, limit: 1000 })
        .expect(200)
    ).body.items;

  beforeAll(async () => {
    knex = await databases.init(id);
    ({ call } = await startPortal({ knex }));
  });

  it('is for backends that deliver, and tells who was denied it', async () => {
    await enable();
    const event = fresh();
    for (const caller of [
      'plugin',
      'unrestricted token',
      'token for the plugin',
      'token for reading',
      'admin',
    ] as const) {
      const { status, body } = await send([event], caller);
      expect([caller, status, body.error?.name]).toEqual([
        caller,
        403,
        'NotAllowedError',
      ]);
    }
    expect(await isThere(event)).toBe(false);
    await send([event]).expect(200);
    await eventually(async () => {
      const told = await list('event:events-append');
      expect(
        new Set(told.map(each => `${each.actor?.ref} ${each.outcome}`)),
      ).toEqual(
        new Set([
          'plugin:audit-log-delivery succeeded',
          'plugin:scaffolder failed',
          'external:any failed',
          'external:plugin failed',
          'external:siem failed',
          'user:default/ada failed',
        ]),
      );
    });
  });

  it('tells what a delivery came to once a minute', async () => {
    for (let i = 0; i < 5; i += 1) {
      await send([fresh()]).expect(200);
    }
    const told = (await list('event:events-append')).filter(
      ({ outcome }) => outcome === 'succeeded',
    );
    expect(told).toMatchObject([
      { meta: { appended: 1, requests: 1, instances: ['host-1'] } },
    ]);
  });

  it('makes of what was sent what it would have recorded itself', async () => {
    const ahead = fresh({ startedAt: '2999-01-01T00:00:00.000Z' });
    const old = fresh({ startedAt: '1999-01-01T00:00:00.000Z' });
    const open = fresh({
      plugin: 'Catalog',
      meta: { password: 'hunter2-raw-secret', note: 'kept' },
      client: { userAgent: 'tool --password hunter2-raw-secret' },
      request: {
        path: '/x/Bearer hunter2-raw-secret',
        query: 'token=hunter2-raw-secret&a=1',
      },
      error: { name: 'Error', message: 'password=hunter2-raw-secret' },
      target: { type: 'token', ref: 'token:password=hunter2-raw-secret' },
    });
    const large = fresh({ meta: { text: 'x'.repeat(8_000_000) } });
    await send([ahead, old, open]).expect(200);
    await send([large]).expect(200);
    for (const event of [ahead, old]) {
      const stored = await read(event);
      const ageMs = Date.now() - Date.parse(stored.startedAt);
      expect(Math.abs(ageMs)).toBeLessThan(60_000);
      expect(stored.meta).toMatchObject({
        '[time of arrival]': { startedAt: event.startedAt },
      });
    }
    const stored = await read(open);
    expect(JSON.stringify(stored)).not.toContain('hunter2');
    expect(stored).toMatchObject({
      deliveredBy: 'plugin:audit-log-delivery',
      plugin: 'catalog',
      meta: { note: 'kept' },
      request: { query: expect.stringContaining('a=1') },
    });
    expect(JSON.stringify(await read(large)).length).toBeLessThan(50_000);
  });

  it('lets nobody hide an event, or take its id', async () => {
    const [grant] = await list('event:logging-enable');
    const seen = fresh();
    await send([seen]).expect(200);
    const forged = [
      fresh({ amends: grant.id, actor: grant.actor! }),
      fresh({ amends: seen.id, eventId: 'entity-fetch' }),
      fresh({ id: seen.id, actor: { type: 'user', ref: 'user:default/x' } }),
    ];
    for (const event of forged) {
      const { status, body } = await send([fresh(), event]);
      expect([status, body.error.name, body.error.refused]).toEqual([
        400,
        expect.anything(),
        [{ id: event.id, reason: expect.stringContaining(event.id) }],
      ]);
    }
    expect((await list('')).map(event => event.id)).toEqual(
      expect.arrayContaining([grant.id, seen.id]),
    );
    const amendment = { ...seen, id: fresh().id, amends: seen.id };
    await send([{ ...amendment, outcome: 'failed' }]).expect(200);
    expect(await isThere(seen)).toBe(true);
    expect(await list(`plugin:catalog outcome:failed`)).toEqual(
      expect.arrayContaining([expect.objectContaining({ amends: seen.id })]),
    );
  });

  it('shows who delivers, and no process that they make up', async () => {
    await send([fresh({ instance: 'made-up' })]).expect(200);
    const { body } = await call('admin', 'get', '/status').expect(200);
    expect(body.replicas).toContain('plugin:audit-log-delivery');
    expect(body.replicas).not.toContain('made-up');
  });

  it('applies the rules of the portal', async () => {
    const { body } = await call('admin', 'get', '/settings').expect(200);
    const rules = [
      { name: 'not these', match: { plugin: 'shop' }, effect: 'drop' },
      {
        name: 'no details',
        match: { plugin: 'salaries' },
        effect: 'record',
        detail: 'metadata',
      },
    ];
    await call('admin', 'patch', '/settings')
      .set('if-match', `"${body.version}"`)
      .send({ rules })
      .expect(200);
    const [dropped, reduced, kept] = ['shop', 'salaries', 'catalog'].map(
      plugin => fresh({ plugin, meta: { salary: 42 } }),
    );
    const answer = await send([dropped, reduced, kept]).expect(200);
    expect(answer.body).toMatchObject({ appended: 2, duplicates: 0 });
    expect(await isThere(dropped)).toBe(false);
    expect((await read(reduced)).meta).toEqual({
      '[left out]': "by the rule 'no details'",
    });
    expect((await read(kept)).meta).toEqual({ salary: 42 });
  });

  it('tells what counts in the version that is spoken, and only then', async () => {
    const old = await send([fresh()]).expect(200);
    expect(Object.keys(old.body).sort()).toEqual([
      'appended',
      'completeTo',
      'duplicates',
    ]);
    const asked = await send([]).set(HEADER, '2').expect(200);
    expect(asked.body).toMatchObject({
      appended: 0,
      duplicates: 0,
      dropped: 0,
      portal: {
        protocol: 2,
        recording: 'on',
        rules: [{ name: 'not these' }, { name: 'no details' }],
        fields: expect.arrayContaining(['id', 'actor.ref', 'meta']),
      },
    });
    await send([]).expect(400);
    await send([fresh()]).set(HEADER, 'two').expect(400);
    const newer = await send([fresh()]).set(HEADER, '3').expect(200);
    expect(newer.body.portal.protocol).toBe(2);
  });

  it('answers who waits for news as soon as there are some', async () => {
    const ask = (known: string) =>
      send([]).set(HEADER, '2').set('x-audit-log-known-version', known);
    const { body: first } = await ask('another').expect(200);
    let isAnswered = false;
    const waiting = ask(first.portal.version).then(answer => {
      isAnswered = true;
      return answer;
    });
    await send([]).set(HEADER, '2').expect(200);
    expect(isAnswered).toBe(false);
    const { body: settings } = await call('admin', 'get', '/settings');
    await call('admin', 'patch', '/settings')
      .set('if-match', `"${settings.version}"`)
      .send({ rules: [] })
      .expect(200);
    const { body: second } = await waiting;
    expect(second.portal.rules).toEqual([]);
    expect(second.portal.version).not.toBe(first.portal.version);
  });

  it('takes nothing that began while audit logging was off', async () => {
    const before = fresh();
    const late = fresh();
    await send([before]).expect(200);
    await disable();
    const during = fresh();
    for (const protocol of ['1', '2']) {
      const { body } = await send([during]).set(HEADER, protocol).expect(200);
      expect(body).toMatchObject({ appended: 0, duplicates: 0 });
      expect(body.portal?.recording).toBe(protocol === '2' ? 'off' : undefined);
    }
    // It happened while it was on, and the answer got lost.
    await send([late, before]).expect(200);
    await enable();
    await send([during, { ...during, id: fresh().id }, fresh()]).expect(200);
    expect(await Promise.all([before, late, during].map(isThere))).toEqual([
      true,
      true,
      false,
    ]);
    // By a clock that is behind, of a process that knows that it is on.
    const known = fresh({ startedAt: during.startedAt, endedAt: null });
    const unknown = { ...known, id: fresh().id };
    const { body } = await send([]).set(HEADER, '2').expect(200);
    for (const [event, period] of [
      [known, body.portal.period],
      [unknown, 'another'],
    ]) {
      await send([event])
        .set(HEADER, '2')
        .set('x-audit-log-period', period)
        .expect(200);
    }
    expect(await Promise.all([known, unknown].map(isThere))).toEqual([
      true,
      false,
    ]);
    const events = (await list('-category:AUDIT_LOG')).filter(
      each => each.id !== known.id,
    );
    expect(events.map(({ startedAt }) => startedAt)).not.toContain(
      during.startedAt,
    );
  });
});
