import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Actor } from 'backstage-plugin-audit-log-common';
import { Writable } from 'node:stream';
import {
  AuditedRequest,
  beginEvent,
  clientOf,
  endEvent,
  requestFactsOf,
} from '../envelope';
import { ResolverRegistry } from '../resolvers';
import { LogLines } from './LogLines';

const SECRET = `ghp_${'a1B2'.repeat(9)}`;
const JWT = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJhZGEifQ'}.${'s'.repeat(43)}`;
const FORGED = '2026-11-30T00:00:00.000Z catalog info isAuditEvent=true';

const LINE = Symbol.for('message');

/** The lines of Backstage's own logger in its plain text form. */
function linesOf(write: (lines: LogLines) => void): string[] {
  let written = '';
  const transport = new Writable({
    objectMode: true,
    write: (info, _, done) => {
      written += `${info[LINE]}\n`;
      done();
    },
  });
  const logger = WinstonLogger.create({
    // What winston asks of a transport.
    transports: [Object.assign(transport, { log: () => {} }) as never],
  });
  const levels = {
    low: 'info',
    medium: 'info',
    high: 'info',
    critical: 'info',
  } as const;
  write(LogLines.create({ logger, plugin: 'catalog', levels }));
  return written.split(/[\n\r\u2028\u2029\u0085\v\f]/).filter(Boolean);
}

interface Told {
  eventId?: string;
  request?: object;
  actor?: Actor;
  status: 'initiated' | 'succeeded' | 'failed';
  meta?: JsonObject;
  error?: unknown;
}

/** What a line is about, and what the event has of it. */
function told({
  eventId = 'location-mutate',
  request: asked,
  status,
  error,
  ...by
}: Told) {
  const request = asked as AuditedRequest | undefined;
  const resolvers = ResolverRegistry.create();
  const begun = beginEvent({
    id: '0193a6b1-7c5e-7d10-8a2b-5f0d5b3c9e01',
    now: 0,
    plugin: 'catalog',
    eventId,
    severity: 'low',
    actor: { type: 'user', ref: 'user:default/ada' },
    client: clientOf(request),
    request: requestFactsOf(request),
    meta: undefined,
    instance: 'host-1',
    resolvers,
    ...by,
  });
  return {
    event:
      status === 'initiated'
        ? begun
        : endEvent(begun, {
            now: 1,
            outcome: status,
            meta: undefined,
            error,
            resolvers,
          }),
    request: request as AuditorServiceCreateEventOptions['request'],
    status,
    hasError: error !== undefined,
  };
}

const requestOf = (fields: object) => ({
  method: 'DELETE',
  originalUrl: '/api/catalog/locations/x',
  ip: '10.1.2.3',
  hostname: 'portal.example.com',
  headers: {},
  ...fields,
});

function failing(fields: object) {
  return Object.assign(new Error('It failed'), fields);
}

describe('LogLines', () => {
  it.each<[string, object, unknown, JsonObject?]>([
    ['the user agent', { headers: { 'user-agent': `t Bearer ${SECRET}` } }, 0],
    ['the path', { originalUrl: `/api/catalog/locations/${JWT}` }, 0],
    ['the query', { originalUrl: `/api/x?token=${SECRET}` }, 0],
    ['the name of the host', { hostname: `${SECRET}.example.com` }, 0],
    ['the message of an error', {}, new Error(`No ${SECRET}`)],
    ['the name of an error', {}, failing({ name: SECRET })],
    ['the stack of an error', {}, failing({ stack: `Error\n at ${SECRET}` })],
    ['a cause', {}, failing({ cause: { token: SECRET } })],
    ['a field of an error', {}, failing({ config: { token: SECRET } })],
    ['another field', {}, failing({ response: SECRET })],
    ['the meta', {}, 0, { password: SECRET, note: `Bearer ${SECRET}` }],
  ])('holds no secret of %s', (...[, request, error, meta]) => {
    const lines = linesOf(log =>
      log.write(
        told({
          request: requestOf(request),
          status: error ? 'failed' : 'succeeded',
          meta,
          ...(error !== 0 && { error }),
        }),
      ),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(SECRET);
    expect(lines[0]).not.toContain(JWT);
  });

  it('tells name and message of an error, and nothing else of it', () => {
    const [line, ...rest] = linesOf(log =>
      log.write(
        told({
          status: 'failed',
          error: failing({ name: 'InputError', details: 'mine' }),
        }),
      ),
    );
    expect(rest).toEqual([]);
    expect(line).toContain('catalog.location-mutate It failed');
    expect(line).toContain('InputError');
    expect(line).not.toMatch(/details|mine|stack| at /);
  });

  it.each([
    '\n',
    '\r',
    '\r\n',
    '\v',
    '\f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u001b[2K\u001b[1G',
    '\u009b2K',
    '\b'.repeat(80),
    '\u202e',
  ])('are one line each, whatever text holds %j', control => {
    const forged = `x${control}${FORGED}`;
    const lines = linesOf(log => {
      for (const status of ['initiated', 'succeeded', 'failed'] as const) {
        log.write(
          told({
            eventId: forged,
            request: requestOf({
              method: forged,
              originalUrl: `/${forged}?a=${forged}`,
              hostname: forged,
              ip: forged,
              headers: { 'user-agent': forged },
            }),
            actor: { type: 'user', ref: forged },
            status,
            meta: { [forged]: [forged, { deep: forged }] },
            error: failing({ name: forged, message: forged, cause: forged }),
          }),
        );
      }
    });
    expect(lines).toHaveLength(3);
    // Colors of the logger itself aside.
    // eslint-disable-next-line no-control-regex
    const plain = lines.map(line => line.replace(/\u001b\[\d*m/g, ''));
    // eslint-disable-next-line no-control-regex
    expect(plain.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  it('are bounded', () => {
    const long = '文'.repeat(100_000);
    const [line] = linesOf(log =>
      log.write(
        told({
          eventId: long,
          request: requestOf({
            originalUrl: `/${long}?${long}`,
            headers: { 'user-agent': long },
            hostname: long,
          }),
          actor: { type: 'user', ref: long },
          status: 'failed',
          meta: { long },
          error: failing({ name: long, message: long }),
        }),
      ),
    );
    expect(Buffer.byteLength(line)).toBeLessThan(150_000);
  });
});
