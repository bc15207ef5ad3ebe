import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { auditLogAuditorServiceFactory } from '../auditor';
import {
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from '../recorder';

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

const DEADLINE_MS = 10_000;
const POLL_MS = 10;

/** A backend whose recorder appends to a list. */
export interface RecordingBackend {
  url: string;
  /**
   * Waits for `count` events and returns everything recorded since the last
   * call; throws where fewer come within ten seconds.
   */
  take(count: number): Promise<RecordedEvent[]>;
  /** Forgets what an earlier test left. */
  forget(): void;
  stop(): Promise<void>;
}

/** Starts a backend with the audit log's auditor and recorder, switched on. */
export async function startRecordingBackend(options: {
  features: Features;
  config?: JsonObject;
}): Promise<RecordingBackend> {
  const events: RecordedEvent[] = [];
  const sink = createBackendPlugin({
    pluginId: 'audit-log',
    register(reg) {
      reg.registerInit({
        deps: {
          recorder: auditLogRecorderServiceRef,
          logger: coreServices.logger,
        },
        async init({ recorder }) {
          recorder.attach({
            append: async batch => {
              events.push(...batch);
              return {
                appended: batch.length,
                duplicates: 0,
                completeTo: { sequence: String(events.length), time: null },
              };
            },
          });
          recorder.learn({ recording: 'on' });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      auditLogRecorderServiceFactory,
      auditLogAuditorServiceFactory,
      sink,
      mockServices.rootConfig.factory({
        data: {
          // Tests send more at once than a client should.
          auditLog: {
            recording: { anonymous: { perAddress: 1_000, total: 1_000 } },
          },
          ...options.config,
        },
      }),
      ...options.features,
    ],
  });
  return {
    url: `http://localhost:${backend.server.port()}`,
    async take(count) {
      const deadline = Date.now() + DEADLINE_MS;
      while (events.length < count) {
        if (Date.now() > deadline) {
          throw new Error(
            `Expected ${count} events, got ${JSON.stringify(events)}`,
          );
        }
        await new Promise(resolve => setTimeout(resolve, POLL_MS));
      }
      return events.splice(0);
    },
    forget() {
      events.length = 0;
    },
    stop: () => backend.stop(),
  };
}
