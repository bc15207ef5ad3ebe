import { EventEmitter } from 'node:events';
import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import {
  ServiceFactoryTester,
  mockServices,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  RecordedEvent,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { Request, Response } from 'express';
import fc from 'fast-check';
import {
  anyError,
  anyHostile,
  anyMeta,
  anyRequest,
  anyText,
  revive,
} from '../__testUtils__/anyInput';
import { auditLogAuditorServiceFactory } from '../auditor';
import { CapturePresence } from '../httpCapture/CapturePresence';
import { HttpCapture } from '../httpCapture/HttpCapture';
import { canonicalJson } from '../integrity';
import { eventLimits, overLimit } from '../limits';
import { MetaCleaners } from '../metaCleaners';
import {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
  AuditLogRecorder,
} from '../recorder';
import { ResolverRegistry } from '../resolvers';
import { IssuedTokens } from '../signIns/IssuedTokens';
import { MemorySessions } from '../signIns/MemorySessions';
import { createSignInMiddleware } from '../signIns/signInMiddleware';
import { MemoryEventSink } from './MemoryEventSink';

jest.setTimeout(1_200_000);

/** Events of each way into the log; ten times as many by hand. */
const RUNS = Number(process.env.AUDIT_LOG_PROPERTY_EVENTS ?? 10_000) / 3;
const runs = { numRuns: Math.ceil(RUNS) };

const sink = new MemoryEventSink();
let recorder: AuditLogRecorder;
let auditor: Awaited<ReturnType<typeof createAuditor>>;

async function createAuditor() {
  const tester = ServiceFactoryTester.from(auditLogAuditorServiceFactory, {
    dependencies: [
      auditLogRecorderServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          auditLog: {
            defaultRules: false,
            recording: { anonymous: { perAddress: 1e9, total: 1e9 } },
          },
        },
      }),
      mockServices.logger.mock().factory,
    ],
  });
  recorder = await tester.getService(auditLogRecorderServiceRef);
  recorder.attach(sink);
  recorder.setRecording('on');
  return tester.getSubject('catalog');
}

/** The events that were recorded since, each of which the log takes. */
async function takeEvents(): Promise<RecordedEvent[]> {
  await recorder.flush();
  sink.batches.length = 0;
  const events = sink.events.splice(0);
  for (const event of events) {
    expect(recordedEventSchema.safeParse(event).error).toBeUndefined();
    expect(overLimit(event)).toBeUndefined();
    const meta = canonicalJson(event.meta);
    expect(Buffer.byteLength(meta)).toBeLessThanOrEqual(eventLimits.meta);
    const texts = JSON.stringify(event);
    expect(texts.isWellFormed()).toBe(true);
    expect(texts).not.toMatch(/\\u(?:0000|d[89a-f])/);
  }
  return events;
}

describe('what the recorder makes of any input', () => {
  beforeAll(async () => {
    auditor = await createAuditor();
  });

  it('is one event that the log takes, by createEvent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(anyText, anyHostile),
        fc.option(anyRequest, { nil: undefined }),
        anyMeta,
        anyMeta,
        fc.option(anyError, { nil: undefined }),
        async (eventId, request, meta, endMeta, error) => {
          const event = await auditor.createEvent(
            revive({
              eventId,
              request,
              meta,
            }) as AuditorServiceCreateEventOptions,
          );
          const ended = revive({ meta: endMeta as JsonObject });
          await (error === undefined
            ? event.success(ended)
            : event.fail({ ...ended, error: revive(error) as Error }));
          expect(await takeEvents()).toHaveLength(1);
        },
      ),
      runs,
    );
  });

  it('is one event that the log takes, by HTTP capture', async () => {
    const capture = HttpCapture.create({
      recorder,
      resolvers: ResolverRegistry.create(),
      cleaners: new MetaCleaners(),
      decideLevel: () => 'request',
      presence: new CapturePresence({
        isWanted: true,
        place: () => 'front',
        onMissed: () => {},
      }),
      logger: mockServices.logger.mock(),
    });
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        anyMeta,
        fc.integer({ min: 100, max: 599 }),
        async (fields, body, statusCode) => {
          const response = responseOf(statusCode);
          capture.handle(
            requestOf({ ...fields, body: revive(body) }),
            response,
            () => {},
          );
          response.emit('finish');
          await untilRecorded();
          expect(await takeEvents()).toHaveLength(1);
        },
      ),
      runs,
    );
  });

  it('is at most one event that the log takes, by sign-ins', async () => {
    const errors: unknown[] = [];
    const middleware = createSignInMiddleware({
      recorder,
      resolvers: ResolverRegistry.create(),
      httpAuth: mockServices.httpAuth(),
      issuedTokens: new IssuedTokens(),
      sessions: new MemorySessions(),
      providers: ['github'],
      logger: mockServices.logger.mock({ error: (...all) => errors.push(all) }),
    });
    let recorded = 0;
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        fc.constantFrom(
          ['POST', '/v1/token'],
          ['POST', '/v1/revoke'],
          ['POST', '/v1/register'],
          ['GET', '/v1/authorize'],
          ['POST', '/v1/sessions/x/approve'],
          ['GET', '/github/refresh'],
          ['GET', '/github/handler/frame'],
        ),
        fc.record({ grant_type: anyText, client_id: anyText, scope: anyText }),
        fc.record({ error: fc.record({ name: anyText, message: anyText }) }),
        fc.record({ sub: anyText, exp: fc.double() }),
        fc.constantFrom(200, 302, 401, 404),
        async (fields, [method, path], sent, failure, claims, statusCode) => {
          const response = responseOf(statusCode);
          const request = requestOf({
            ...fields,
            method,
            path,
            query: sent,
            body: sent,
          });
          middleware(request, response, () => {});
          const part = (value: unknown) =>
            Buffer.from(JSON.stringify(value)).toString('base64url');
          const token = [{ alg: 'none' }, claims, {}].map(part).join('.');
          response.end(
            JSON.stringify(
              statusCode < 400
                ? { access_token: token, id_token: token, scope: sent.scope }
                : failure,
            ),
          );
          response.emit('finish');
          await untilRecorded();
          const events = await takeEvents();
          expect(events.length).toBeLessThanOrEqual(1);
          recorded += events.length;
        },
      ),
      runs,
    );
    expect(errors).toEqual([]);
    expect(recorded).toBeGreaterThan(RUNS / 2);
  });
});

function requestOf(fields: object): Request {
  const { headers } = fields as { headers: Record<string, string> };
  return {
    get: (name: string) => headers[name.toLowerCase()],
    ...fields,
  } as unknown as Request;
}

/** As much of an answer as the middlewares look at. */
function responseOf(statusCode: number): Response {
  return Object.assign(new EventEmitter(), {
    statusCode,
    writableEnded: true,
    write: () => true,
    end: () => {},
    getHeader: () => undefined,
  }) as unknown as Response;
}

/** What comes after an answer is not waited for by anybody. */
async function untilRecorded() {
  for (let turn = 0; turn < 100 && recorder.status().queued === 0; turn++) {
    if (sink.events.length > 0) {
      return;
    }
    await new Promise(setImmediate);
  }
}
