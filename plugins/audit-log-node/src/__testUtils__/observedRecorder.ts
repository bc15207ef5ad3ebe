import { EventEmitter } from 'node:events';
import {
  ServiceFactoryTester,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  RecordedEvent,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { Request, Response } from 'express';
import { auditLogAuditorServiceFactory } from '../auditor';
import { canonicalJson } from '../integrity';
import { eventLimits, overLimit } from '../limits';
import {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from '../recorder';
import { MemoryEventSink } from '../tests/MemoryEventSink';

/** Events of each way into the log; ten times as many by hand. */
const EVENTS = Number(process.env.AUDIT_LOG_PROPERTY_EVENTS ?? 10_000) / 3;

export const runs = { numRuns: Math.ceil(EVENTS) };

/** A recorder whose events are looked at one input at a time. */
export async function startObservedRecorder() {
  const sink = new MemoryEventSink();
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
  const recorder = await tester.getService(auditLogRecorderServiceRef);
  recorder.attach(sink);
  recorder.learn({ recording: 'on' });
  return {
    recorder,
    auditor: await tester.getSubject('catalog'),

    /** The events that were recorded since, each of which the log takes. */
    async takeEvents(): Promise<RecordedEvent[]> {
      await recorder.flush();
      sink.batches.length = 0;
      const events = sink.events.splice(0);
      events.forEach(expectTaken);
      return events;
    },

    /** What comes after an answer is not waited for by anybody. */
    async untilRecorded() {
      for (let turn = 0; turn < 100 && recorder.status().queued === 0; turn++) {
        if (sink.events.length > 0) {
          return;
        }
        await new Promise(setImmediate);
      }
    },
  };
}

export type ObservedRecorder = Awaited<
  ReturnType<typeof startObservedRecorder>
>;

function expectTaken(event: RecordedEvent) {
  expect(recordedEventSchema.safeParse(event).error).toBeUndefined();
  expect(overLimit(event)).toBeUndefined();
  const meta = canonicalJson(event.meta);
  expect(Buffer.byteLength(meta)).toBeLessThanOrEqual(eventLimits.meta);
  const texts = JSON.stringify(event);
  expect(texts.isWellFormed()).toBe(true);
  expect(texts).not.toMatch(/\\u(?:0000|d[89a-f])/);
}

/** As much of a request as the middlewares look at. */
export function requestOf(fields: object): Request {
  const { headers } = fields as { headers: Record<string, string> };
  return {
    get: (name: string) => headers[name.toLowerCase()],
    ...fields,
  } as unknown as Request;
}

/** As much of an answer as the middlewares look at. */
export function responseOf(statusCode: number): Response {
  return Object.assign(new EventEmitter(), {
    statusCode,
    writableEnded: true,
    write: () => true,
    end: () => {},
    getHeader: () => undefined,
  }) as unknown as Response;
}
