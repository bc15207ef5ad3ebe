import {
  AuditorService,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { auditLogRecorderServiceRef } from 'backstage-plugin-audit-log-node';
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** What the process that runs the test reads. */
type Message =
  | { t: 'ready' }
  | { t: 'began' | 'refused'; n: string; strict: boolean }
  | { t: 'ended'; n: string; outcome: 'succeeded' | 'failed' }
  | { t: 'status'; status: unknown };

const WORKERS = 8;
const severities = ['low', 'low', 'medium', 'high', 'critical'] as const;

/**
 * One write to the pipe, so that what was said survives the death of this
 * process. Only what has resolved is said.
 */
function say(message: Message): void {
  const line = Buffer.from(`@chaos ${JSON.stringify(message)}\n`);
  for (let at = 0; at < line.length; ) {
    try {
      at += writeSync(1, line, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw error;
      }
    }
  }
}

function oneOf<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)];
}

/** One audited operation, of a kind that plugins really have. */
async function operate(auditor: AuditorService): Promise<void> {
  const n = randomUUID();
  const strict = Math.random() < 0.1;
  let event;
  try {
    event = await auditor.createEvent({
      eventId: strict ? 'strict-operation' : 'operation',
      severityLevel: oneOf(severities),
      meta: { n, text: 'x'.repeat(Math.floor(Math.random() * 300)) },
    });
  } catch {
    say({ t: 'refused', n, strict });
    return;
  }
  say({ t: 'began', n, strict });
  const succeed = async () => {
    await event.success({ meta: { done: true } });
    say({ t: 'ended', n, outcome: 'succeeded' });
  };
  const fail = async () => {
    await event.fail({ error: new Error(`failed ${n}`) });
    say({ t: 'ended', n, outcome: 'failed' });
  };
  const kind = Math.random();
  if (kind < 0.02) {
    return; // Never ends.
  }
  if (kind < 0.2) {
    await delay(Math.random() * 1_500);
  }
  if (kind < 0.7) {
    await succeed();
  } else if (kind < 0.9) {
    await fail();
  } else if (kind < 0.95) {
    await succeed();
    await fail();
  } else {
    await fail();
    await succeed();
  }
}

/** Audits without pause from when it is told to until it is told to rest. */
export const driverPlugin = createBackendPlugin({
  pluginId: 'chaos',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        lifecycle: coreServices.rootLifecycle,
        recorder: auditLogRecorderServiceRef,
      },
      async init({ auditor, lifecycle, recorder }) {
        let isDriving = false;
        const drive = async () => {
          while (isDriving) {
            await operate(auditor);
            await delay(Math.random() * 40);
          }
        };
        createInterface({ input: process.stdin })
          .on('line', line => {
            if (line === 'drive' && !isDriving) {
              isDriving = true;
              for (let i = 0; i < WORKERS; i += 1) {
                void drive();
              }
            } else if (line === 'rest') {
              isDriving = false;
            } else if (line === 'keep-compiled') {
              flushCompileCache();
            } else if (line === 'status') {
              say({
                t: 'status',
                status: {
                  ...recorder.status(),
                  rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
                },
              });
            }
          })
          // Whoever runs the test is gone: nobody else would end this.
          .on('close', () => process.kill(process.pid, 'SIGKILL'));
        lifecycle.addBeforeShutdownHook(() => {
          isDriving = false;
        });
        say({ t: 'ready' });
      },
    });
  },
});
