import { mockServices } from '@backstage/backend-test-utils';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { eventOf } from '../tests/recordedEvents';
import { RemoteAuditLog } from './__testUtils__/RemoteAuditLog';
import { firstReleaseFields } from './eventFields';
import { HttpEventSink } from './HttpEventSink';

async function setUp(options?: { pluginId: string }) {
  const log = new RemoteAuditLog();
  const remote = HttpEventSink.create({
    auth: mockServices.auth(options),
    discovery: await log.start(),
  });
  return { remote, log };
}

describe('HttpEventSink', () => {
  it('sends no more at once than the other side takes', async () => {
    const { remote, log } = await setUp();
    const events = Array.from({ length: 2300 }, () => eventOf());
    expect(await remote.append(events)).toMatchObject({ appended: 2300 });
    expect(log.sink.batches.map(({ length }) => length)).toEqual([
      1000, 1000, 300,
    ]);
    expect(await remote.append([])).toMatchObject({ appended: 0 });
  });

  it.each([
    [{ status: 503 }, '503'],
    [{ status: 401 }, '401'],
    [
      { status: 400, body: { error: { name: 'InputError', message: 'no' } } },
      '400',
    ],
    [{ status: 200, body: { appended: 'many' } }, 'expected number'],
  ])('rejects where the other side answers %p', async (given, message) => {
    const { remote, log } = await setUp({ pluginId: 'audit-log-delivery' });
    log.answer = given;
    await expect(remote.append([eventOf()])).rejects.toThrow(message);
  });

  const refusal = (fields: object) => ({
    status: 400,
    body: {
      error: { name: 'InputError', ...fields },
      response: { statusCode: 400 },
    },
  });

  it.each<[string, (event: RecordedEvent) => object]>([
    ['by its id', ({ id }) => ({ refused: [{ id, reason: 'no' }] })],
    [
      'by its place',
      () => ({ message: "Body field 'events[1].action' is 7: expected text" }),
    ],
    [
      'in a sentence',
      ({ id }) => ({ message: `Event "${id}" can't be stored: no` }),
    ],
  ])('tells which event the other side refuses %s', async (_, fieldsOf) => {
    const { remote, log } = await setUp();
    const events = [eventOf(), eventOf(), eventOf()];
    log.answer = refusal({ message: 'no', ...fieldsOf(events[1]) });
    await expect(remote.append(events)).rejects.toMatchObject({
      name: 'InputError',
      refused: [{ id: events[1].id, reason: expect.any(String) }],
    });
  });

  it('takes a field that the other side does not know for its age', async () => {
    const { remote, log } = await setUp();
    log.answer = refusal({
      message: "Body field 'events[0].new' is unknown: expected none",
    });
    await expect(remote.append([eventOf()])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('says which version it speaks, and learns what the portal says', async () => {
    const onKnowledge = jest.fn();
    const { remote, log } = await setUp();
    remote.onKnowledge(onKnowledge);
    await remote.ask();
    expect(onKnowledge).toHaveBeenLastCalledWith({ recording: 'on' });
    const rules = [{ name: 'a', match: { plugin: 'shop' }, effect: 'drop' }];
    log.portal = { recording: 'off', rules };
    await remote.ask();
    expect(onKnowledge).toHaveBeenLastCalledWith({
      recording: 'off',
      rules: [expect.objectContaining({ name: 'a', effect: 'drop' })],
      version: expect.any(String),
    });
    // Rules that only a newer portal understands stay with it.
    log.portal = { recording: 'on', rules: [{ when: 'later' }] };
    await remote.append([eventOf()]);
    expect(onKnowledge).toHaveBeenLastCalledWith({
      recording: 'on',
      rules: undefined,
      version: expect.any(String),
    });
    expect(log.asked[0].headers).toMatchObject({
      'x-audit-log-protocol': '2',
      'x-audit-log-time': expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('says of which period of recording events are, one of them in each request', async () => {
    const { remote, log } = await setUp();
    const onKnowledge = jest.fn();
    remote.onKnowledge(onKnowledge);
    log.portal = { recording: 'on', period: 'second' };
    await remote.ask();
    expect(onKnowledge).toHaveBeenLastCalledWith(
      expect.objectContaining({ period: 'second' }),
    );
    const events = Array.from({ length: 1_005 }, () => eventOf());
    const periods = events.map((_, index) => {
      const known = index < 4 ? 'first' : 'second';
      return index === 4 ? undefined : known;
    });
    const result = await remote.append(events, { periods });
    expect(result).toMatchObject({ appended: 1_005 });
    const [unknown] = events.splice(4, 1);
    expect(log.sink.events).toEqual([...events, unknown]);
    expect(
      log.asked
        .slice(1)
        .map(({ headers, body }) => [
          headers['x-audit-log-period'],
          (body as { events: unknown[] }).events.length,
        ]),
    ).toEqual([
      ['first', 4],
      ['second', 1_000],
      [undefined, 1],
    ]);
  });

  it('sends only fields that the portal said to know', async () => {
    const { remote, log } = await setUp();
    const event = eventOf({ request: { method: 'GET' } });
    const newer = {
      ...event,
      newField: 1,
      request: { method: 'GET', claimed: 'x' },
    } as unknown as RecordedEvent;
    const sent = async () => {
      await remote.append([newer]).catch(() => {});
      return (log.asked.at(-1)!.body as { events: unknown[] }).events[0];
    };
    expect(await sent()).toEqual(event);
    log.portal = {
      recording: 'on',
      fields: [...firstReleaseFields, 'newField', 'request.claimed'],
    };
    await remote.ask();
    log.answer = { status: 503 };
    expect(await sent()).toEqual(newer);
    // The portal was rolled back: what it doesn't know is not sent again.
    log.answer = refusal({
      message: "Body field 'events[0].newField' is unknown: expected none",
    });
    expect(await sent()).toEqual(newer);
    expect(await sent()).toEqual(event);
  });

  it('rejects where nobody is there', async () => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => 'http://127.0.0.1:1',
      }),
    });
    await expect(remote.append([eventOf()])).rejects.toThrow('fetch failed');
  });
});
