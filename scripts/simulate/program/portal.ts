import { InputError, serializeError } from '@backstage/errors';
import {
  INGEST_PERIOD_HEADER,
  INGEST_PROTOCOL_HEADER,
  INGEST_TIME_HEADER,
  INGEST_WAIT_HEADER,
  ingestRequestSchema,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import {
  createIngest,
  OwnEventSink,
} from '../../../plugins/audit-log-backend/src/ingest';
import { LifecycleRunner } from '../../../plugins/audit-log-backend/src/settings';
import { firstReleaseFields } from '../../../plugins/audit-log-node/src/delivery/eventFields';
import { MemoryLog } from './MemoryLog';
import { startRecorder } from './recorder';
import { MemorySettings } from './MemorySettings';
import { readSwitches } from './switchesInMemory';
import { DeliveryRequest, Place, Program } from './types';

const POLL_MS = 1_000;
const DAY_MS = 86_400_000;

/** A replica of the portal. */
export function startPortal(place: Place): Program {
  const { recorder, rules, close } = startRecorder(place);
  const clock = () => new Date();
  const store = new MemoryLog(place);
  const settings = new MemorySettings(place.database);
  const logger = { error() {}, warn() {}, info() {}, debug() {} };
  const runner = new LifecycleRunner({
    store: settings,
    recorder,
    sink: store,
    activate: async () => {},
    configured: {},
    dayMs: DAY_MS,
    clock,
    logger: { ...logger, child: () => logger } as never,
  });
  const stopping = new AbortController();
  const ingest = createIngest({
    knex: place.database as unknown as Knex,
    store,
    settings,
    configured: {},
    dayMs: DAY_MS,
    rules,
    recorder,
    clock,
    stopping: stopping.signal,
    onDelivered: () => {},
  });
  recorder.attach(
    new OwnEventSink({
      store,
      settings,
      readSwitches: () => readSwitches(place.database),
      now: Date.now,
      onLeftOut: () => {},
    }),
  );
  const follow = async () => {
    while (!stopping.signal.aborted) {
      await runner.tick().catch(() => {});
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  };
  void follow();
  const handle = async ({ headers, body, isFirstRelease }: DeliveryRequest) => {
    const parsed = ingestRequestSchema.safeParse(JSON.parse(body));
    if (!parsed.success) {
      throw new InputError(`Body: ${parsed.error.issues[0].message}`);
    }
    const { events } = parsed.data;
    if (isFirstRelease) {
      await actAsFirstRelease(JSON.parse(body).events, settings);
    }
    const sentAt = Date.parse(headers[INGEST_TIME_HEADER]);
    return ingest.append({
      events,
      deliverer: 'plugin:audit-log-delivery',
      protocol: isFirstRelease ? 1 : Number(headers[INGEST_PROTOCOL_HEADER]),
      knownVersion: headers[INGEST_WAIT_HEADER],
      period: isFirstRelease ? undefined : headers[INGEST_PERIOD_HEADER],
      sentAt: Number.isNaN(sentAt) ? undefined : sentAt,
    });
  };
  return {
    recorder,
    handle: async request => {
      try {
        return { status: 200, body: await handle(request) };
      } catch (error) {
        const { name } = error as Error;
        const status = { InputError: 400, ConflictError: 409 }[name] ?? 503;
        return {
          status,
          body: {
            error: serializeError(error as Error),
            request: { method: 'POST', url: '/v1/events' },
            response: { statusCode: status },
          },
        };
      }
    },
    ask: (change, by) => settings.ask(change, by),
    stop: async () => {
      await recorder.drain();
      stopping.abort();
      ingest.stop();
      close();
    },
  };
}

/** It knew fewer fields, took no request without events, and none while off. */
async function actAsFirstRelease(
  events: Record<string, unknown>[],
  settings: MemorySettings,
) {
  if (events.length === 0) {
    throw new InputError(
      "Body field 'events' is '[]': expected at least one event",
    );
  }
  const known = new Set(firstReleaseFields.map(field => field.split('.')[0]));
  for (const [i, event] of events.entries()) {
    for (const name of Object.keys(event)) {
      if (!known.has(name)) {
        throw new InputError(
          `Body field 'events[${i}].${name}' is unknown: expected no other`,
        );
      }
    }
  }
  const { state } = await settings.read();
  if (state !== 'enabled' && state !== 'disabling') {
    throw Object.assign(new Error('Audit logging is disabled'), {
      name: 'ConflictError',
    });
  }
}
