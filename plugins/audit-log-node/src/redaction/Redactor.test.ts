import {
  RecordedEvent,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { Redactor } from './Redactor';

const secret = 'Zx9pQ2vL7mT4kR8w';
const token = `${'gh'}p_${secret}${secret}`;

const event: RecordedEvent = {
  id: '0190f7a0-0000-7000-8000-000000000000',
  startedAt: '2026-11-22T04:00:00.000Z',
  endedAt: '2026-11-22T04:00:00.010Z',
  durationMs: 10,
  plugin: 'catalog',
  eventId: 'location-mutate',
  action: 'create',
  category: 'CATALOG',
  severity: 'medium',
  outcome: 'failed',
  amends: null,
  actor: { type: 'user', ref: 'user:default/ada', via: 'plugin:mcp-actions' },
  target: { type: 'entity', ref: 'secret:default/svc-77', name: 'svc-77' },
  client: { ip: '10.0.0.1', userAgent: 'curl/8' },
  request: {
    method: 'POST',
    path: '/api/catalog/locations',
    query: 'filter=kind%3Dcomponent',
    status: 500,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  },
  meta: { queryType: 'all', tokens: 12, items: [{ a: null, b: true }] },
  error: { name: 'InputError', message: 'Location was not found: 404' },
  instance: 'host-1',
};

describe('Redactor', () => {
  const redactor = Redactor.create({ names: ['pin code'] });

  it('leaves an event without secrets as it is', () => {
    expect(redactor.event(event)).toEqual(event);
  });

  it('takes secrets out of every group of fields', () => {
    const redacted = redactor.event({
      ...event,
      action: token,
      actor: { type: 'service', ref: `external:${token}`, onBehalfOf: token },
      target: {
        type: 'location',
        ref: `https://a:${secret}@b/c?sig=${secret}`,
      },
      client: { userAgent: `agent ${token}` },
      request: {
        path: `/invite/${token}`,
        query: `code=${secret}&token=${secret}&q=${token}`,
        requestId: token,
      },
      meta: {
        [token]: 1,
        pinCode: secret,
        deep: [[{ authorization: secret, text: `Bearer ${secret}` }]],
      },
      error: { name: token, message: `password=${secret}` },
    });
    expect(JSON.stringify(redacted)).not.toContain(secret);
    expect(recordedEventSchema.parse(redacted)).toEqual(redacted);
  });

  it('keeps every field within what the schema allows', () => {
    const long = 'x'.repeat(100_000);
    const redacted = redactor.event({
      ...event,
      eventId: long,
      actor: { type: 'user', ref: long, via: long, onBehalfOf: long },
      target: { type: long, ref: long, name: long },
      client: { ip: long, userAgent: long },
      request: {
        method: long,
        path: long,
        query: long,
        traceId: long,
        requestId: long,
      },
      meta: { long, many: Array.from({ length: 5000 }, () => long) },
      error: { name: long, message: long },
    });
    expect(recordedEventSchema.safeParse(redacted).error).toBeUndefined();
    expect(redacted.error?.message).toMatch(/x\[cut: 100000 characters\]$/);
    expect(redacted.meta?.long).toMatch(/x\[cut: 100000 characters\]$/);
    expect(JSON.stringify(redacted.meta).length).toBeLessThan(80_000);
    expect(JSON.stringify(redacted.meta)).toMatch(/\[cut: \d+ more\]/);
  });

  it('recognises a secret that straddles the cut', () => {
    const text = `${'x'.repeat(4090)} https://a:${secret}@host/`;
    expect(redactor.text(text, 4112)).not.toContain(secret.slice(0, 4));
  });

  it('survives what is no JSON', () => {
    const cyclic: Record<string, unknown> = { name: 'a' };
    cyclic.self = cyclic;
    expect(
      redactor.meta({
        date: new Date('2026-11-22T04:00:00Z'),
        error: new TypeError('no'),
        big: 12n,
        nothing: undefined,
        call: () => 1,
        nan: NaN,
        get broken() {
          throw new Error('getter');
        },
      }),
    ).toEqual({
      date: '2026-11-22T04:00:00.000Z',
      error: { name: 'TypeError', message: 'no' },
      big: '12',
      nan: 'NaN',
      broken: '[unreadable]',
    });
    expect(JSON.stringify(redactor.meta({ cyclic }))).toContain(
      '[cut: deeper levels]',
    );
  });

  it('keeps flags and counts of secret names, and nothing else of them', () => {
    expect(
      redactor.meta({
        hasPassword: true,
        password: null,
        totalTokens: 900,
        otp: 123456,
        secrets: { a: 'b' },
        tokenType: 'bearer',
      }),
    ).toEqual({
      hasPassword: true,
      password: null,
      totalTokens: 900,
      otp: '[redacted]',
      secrets: '[redacted]',
      tokenType: 'bearer',
    });
  });

  it.each([
    ['a=1&b=2', 'a=1&b=2'],
    ['?filter=kind%3Dcomponent&limit=20', 'filter=kind%3Dcomponent&limit=20'],
    [`code=${secret}&state=open`, 'code=[redacted]&state=open'],
    [`state=${secret}${secret}`, 'state=[redacted]'],
    [`X-Amz-Signature=${secret}&x=1`, 'X-Amz-Signature=[redacted]&x=1'],
    [`to=https%3A%2F%2Fx%3Ftoken%3D${secret}&n=1`, 'to=[redacted]&n=1'],
    [
      `to=${encodeURIComponent(encodeURIComponent(`x?token=${secret}`))}`,
      'to=[redacted]',
    ],
    [`a[access_token]=${secret}`, 'a[access_token]=[redacted]'],
    [`${token}`, '[redacted]'],
    ['%E0%A4%A=1&token=', '%E0%A4%A=1&token='],
    ['', ''],
  ])('redacts the query %s', (query, expected) => {
    expect(redactor.query(query)).toBe(expected);
  });

  it('redacts headers', () => {
    expect(
      redactor.headers({
        accept: '*/*',
        authorization: `Bearer ${secret}`,
        cookie: `a=${secret}`,
        'set-cookie': [`a=${secret}`],
        'x-api-key': secret,
        'x-scm-tokens': secret,
        referer: `https://x/?code=${secret}&access_token=${secret}`,
      }),
    ).toEqual({
      accept: '*/*',
      authorization: '[redacted]',
      cookie: '[redacted]',
      'set-cookie': '[redacted]',
      'x-api-key': '[redacted]',
      'x-scm-tokens': '[redacted]',
      referer: 'https://x/?code=[redacted]&access_token=[redacted]',
    });
  });

  it('describes whatever was thrown', () => {
    expect(redactor.error(new TypeError(`token=${secret}`))).toEqual({
      name: 'TypeError',
      message: 'token=[redacted]',
    });
    expect(redactor.error('plain')).toEqual({
      name: 'Error',
      message: 'plain',
    });
    expect(redactor.error(undefined).message).toMatch(/Nothing was said/);
    expect(redactor.error({ a: 1 }).message).toMatch(/of type object/);
  });
});
