import {
  ServiceFactoryTester,
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  HttpEventSink,
  PortalFollower,
  auditLogRecorderServiceFactory,
} from 'backstage-plugin-audit-log-node';
import { readdirSync, readFileSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const folder = createMockDirectory();

const fresh = (eventId: string) => {
  const now = new Date().toISOString();
  return recordedEvent({ eventId, startedAt: now, endedAt: now });
};

/** Everything that lies in the journal. */
function journalled(): string {
  return readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.jsonl'))
    .map(name => readFileSync(join(folder.path, name), 'utf8'))
    .join('');
}

describe.each(databases.eachSupportedId())('another backend, on %s', id => {
  it('follows the portal through disabling and enabling', async () => {
    folder.clear();
    const { backend, call } = await startPortal({
      knex: await databases.init(id),
    });
    const { port } = backend.server.address() as AddressInfo;
    const recorder = (await ServiceFactoryTester.from(
      auditLogRecorderServiceFactory,
      {
        dependencies: [
          mockServices.rootConfig.factory({
            data: {
              auditLog: {
                recording: { journal: { enabled: true, folder: folder.path } },
              },
            },
          }),
        ],
      },
    ).getSubject()) as AuditLogRecorder;
    const logger = { info: jest.fn(), warn: jest.fn() };
    let isCutOff = false;
    const sink = HttpEventSink.create({
      auth: mockServices.auth.mock({
        getPluginRequestToken: async () => ({
          token: 'test:delivering backend',
        }),
      }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => {
          if (isCutOff) {
            throw Object.assign(new Error('cut off'), { code: 'ECONNREFUSED' });
          }
          return `http://127.0.0.1:${port}/api/${plugin}`;
        },
      }),
    });
    const follower = new PortalFollower({
      recorder,
      ask: options => sink.ask(options),
      logger,
      onBegun: () => {},
      askEveryMs: 50,
    });
    sink.onKnowledge(knowledge => follower.heard(knowledge));
    recorder.attach(sink);
    follower.start();

    const becomes = async (state: string) => {
      await eventually(async () => {
        const { body } = await call('admin', 'get', '/settings').expect(200);
        expect(body.state).toBe(state);
      });
    };
    const hears = (recording: string) =>
      eventually(async () => expect(recorder.recording).toBe(recording));
    const stored = async (): Promise<string[]> =>
      (
        await call('admin', 'get', '/events')
          .query({ q: 'plugin:catalog -event:entity-change', limit: 1000 })
          .expect(200)
      ).body.items
        .map(({ eventId }: AuditEvent) => eventId)
        .sort();

    // Never enabled: nothing is kept, and nothing is wrong.
    await hears('off');
    await recorder.record(fresh('never'));
    expect(journalled()).not.toContain('never');

    await call('admin', 'post', '/settings/enable').expect(202);
    await becomes('enabled');
    await hears('on');
    await recorder.record(fresh('first'));
    await recorder.flush();

    await call('admin', 'post', '/settings/disable').expect(202);
    await becomes('disabled');
    await recorder.record(fresh('at-once'));
    await hears('off');
    await recorder.record(fresh('later'));
    expect(journalled()).not.toMatch(/at-once|later/);
    expect(recorder.status()).toMatchObject({ problems: [], queued: 0 });

    await call('admin', 'post', '/settings/enable').expect(202);
    await becomes('enabled');
    await hears('on');
    await recorder.record(fresh('second'));
    await recorder.flush();
    expect(await stored()).toEqual(['first', 'second']);
    expect(logger.warn).not.toHaveBeenCalled();

    // What was recorded before is delivered though it is off by then.
    isCutOff = true;
    await recorder.record(fresh('before-it-was-off'));
    await call('admin', 'post', '/settings/disable').expect(202);
    await becomes('disabled');
    await recorder.record(fresh('not-heard-of'));
    isCutOff = false;
    await hears('off');
    await eventually(async () =>
      expect(await stored()).toEqual(['before-it-was-off', 'first', 'second']),
    );
    await recorder.flush();
    expect(journalled()).not.toMatch(/before-it|not-heard/);

    follower.stop();
    await recorder.drain();
    await backend.stop();
  });
});
