import { AuthService } from '@backstage/backend-plugin-api';
import {
  ServiceFactoryTester,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  RecordedEvent,
  RecorderStatus,
} from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  HttpEventSink,
  PortalFollower,
  auditLogRecorderServiceFactory,
} from 'backstage-plugin-audit-log-node';
import { recordedEvent } from 'backstage-plugin-audit-log-node/conformance';

/** What a test asks of a backend that delivers, and that it will kill. */
export type DeliveringOrder =
  | { start: { journalFolder: string; port: number } }
  /** Audits operations that end, all at once. */
  | { audit: string[] }
  /** Begins operations that never end. */
  | { begin: string[] }
  /** Delivers everything, and answers with `status`. */
  | { flush: true };

/** What it says, in the order in which it happens. */
export interface DeliveringNews {
  /** The call about this operation has resolved. */
  resolved?: string;
  /** What the portal said last; undefined before it has. */
  recording?: string;
  status?: RecorderStatus;
}

function eventOf(eventId: string, fields: Partial<RecordedEvent>) {
  const now = new Date().toISOString();
  return recordedEvent({ eventId, startedAt: now, endedAt: now, ...fields });
}

async function startRecorder(journalFolder: string) {
  const journal = { enabled: true, folder: journalFolder };
  const config = mockServices.rootConfig.factory({
    data: { auditLog: { recording: { journal } } },
  });
  return ServiceFactoryTester.from(auditLogRecorderServiceFactory, {
    dependencies: [config],
  }).getSubject() as Promise<AuditLogRecorder>;
}

async function main() {
  let recorder: AuditLogRecorder;
  const tell = (news: DeliveringNews) => process.send!(news);

  const start = async (journalFolder: string, port: number) => {
    recorder = await startRecorder(journalFolder);
    const auth: Partial<AuthService> = {
      getOwnServiceCredentials: async () => ({} as never),
      getPluginRequestToken: async () => ({ token: 'test:delivering backend' }),
    };
    const sink = HttpEventSink.create({
      auth: auth as AuthService,
      discovery: {
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        getExternalBaseUrl: async plugin => `/api/${plugin}`,
      },
    });
    const quiet = () => {};
    const follower = new PortalFollower({
      recorder,
      ask: options => sink.ask(options),
      logger: { info: quiet, warn: quiet },
      onBegun: quiet,
      askEveryMs: 50,
    });
    sink.onKnowledge(knowledge => follower.heard(knowledge));
    recorder.attach(sink);
    follower.start();
    let told: string | undefined;
    setInterval(() => {
      const { recording } = recorder.knowledge ?? {};
      if (recording !== told) {
        told = recording;
        tell({ recording });
      }
    }, 20);
  };

  const follow = async (order: DeliveringOrder) => {
    if ('start' in order) {
      await start(order.start.journalFolder, order.start.port);
    } else if ('audit' in order) {
      order.audit.forEach((name, index) => {
        const severity = index % 2 ? 'low' : 'medium';
        void recorder
          .record(eventOf(name, { severity }))
          .then(() => tell({ resolved: name }));
      });
    } else if ('begin' in order) {
      for (const name of order.begin) {
        const open = { endedAt: null, durationMs: null } as const;
        await recorder.begin(eventOf(name, { outcome: 'pending', ...open }));
        tell({ resolved: name });
      }
    } else {
      await recorder.flush();
      tell({ status: recorder.status() });
    }
  };
  process.on('message', order => {
    follow(order as DeliveringOrder).catch(error => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    });
  });
}

void main();
