import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft } from '../__testUtils__/exportsHarness';
import { startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const integration = {
  name: 'main',
  destination: 'local://demo/audit',
  identity: { type: 'ambient' },
};

describe.each(databases.eachSupportedId())('storage on %s', id => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-storage-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function start(storage: object = {}) {
    const sent: NotificationSendOptions[] = [];
    const { backend, call } = await startPortal({
      knex: await databases.init(id),
      auditLog: {
        storage: {
          localFolder: folder,
          allowedEndpoints: ['https://minio.example.com'],
          profiles: [
            {
              name: 'archive',
              kind: 's3',
              accessKeyId: 'AKIA-not-to-be-shown',
              secretAccessKey: 'never-to-be-shown',
            },
          ],
          ...storage,
        },
      },
      features: [
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async message => {
              sent.push(message);
            },
          }),
        }),
      ],
    });
    const admin = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
      call('admin', method, path);
    /** The next notification; what is pending is looked for every 5 s. */
    const told = async () => {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const message = sent.shift();
        if (message) {
          const { recipients, payload } = message;
          return {
            to: 'entityRef' in recipients ? recipients.entityRef : undefined,
            ...payload,
          };
        }
        if (Date.now() > deadline) {
          throw new Error('Nobody was told anything');
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    return { backend, admin, told, sent };
  }

  it('lists names of what integrations can be made of, and how many schedules use them', async () => {
    const { backend, admin } = await start();
    const empty = await admin('get', '/storage-integrations').expect(200);
    expect(empty.body).toEqual({
      items: [],
      kinds: ['s3', 'azure', 'gcs', 'local'],
      profiles: [{ name: 'archive', kind: 's3' }],
      endpoints: ['https://minio.example.com'],
    });
    expect(empty.text).not.toContain('to-be-shown');
    await admin('post', '/storage-integrations').send(integration).expect(201);
    await admin('post', '/storage-integrations')
      .send({ ...integration, name: 'spare', destination: 'local://spare' })
      .expect(201);
    await admin('post', '/export-schedules').send(draft()).expect(201);
    const { body } = await admin('get', '/storage-integrations');
    expect(
      body.items.map((item: { name: string; schedules: number }) => [
        item.name,
        item.schedules,
      ]),
    ).toEqual([
      ['main', 1],
      ['spare', 0],
    ]);
    await backend.stop();
  });

  it('makes what the configuration declares, for who enabled audit logging', async () => {
    const { backend, admin, told } = await start({
      integrations: [integration],
    });
    await admin('post', '/settings/enable').send({}).expect(202);
    expect((await told()).title).toBe('Audit logging is enabled');
    const isReady = {
      to: ['user:default/ada'],
      title: "Storage integration 'main' is ready",
    };
    expect(await told()).toMatchObject(isReady);
    const { body } = await admin('get', '/storage-integrations');
    expect(body.items).toEqual([
      expect.objectContaining({
        ...integration,
        status: 'ready',
        createdBy: 'user:default/ada',
      }),
    ]);
    const events = await admin(
      'get',
      '/events?q=event:storage-integration-create',
    );
    expect(events.body.items).toEqual([
      expect.objectContaining({
        action: 'declare',
        meta: expect.objectContaining({ name: 'main' }),
      }),
    ]);

    // Deleted here, it is not made again before the next start.
    await admin('delete', '/storage-integrations/main').expect(200);
    expect((await told()).title).toContain('was deleted');
    await admin('post', '/storage-integrations')
      .send({ ...integration, name: 'spare' })
      .expect(201);
    expect((await told()).title).toBe("Storage integration 'spare' is ready");
    const left = await admin('get', '/storage-integrations');
    expect(left.body.items.map(({ name }: { name: string }) => name)).toEqual([
      'spare',
    ]);
    await backend.stop();
  });

  it('tells people when it is ready, fails, is changed and deleted', async () => {
    const { backend, admin, told, sent } = await start();
    const created = await admin('post', '/storage-integrations').send(
      integration,
    );
    expect(created.body.status).toBe('pending');
    expect(await told()).toMatchObject({
      to: ['user:default/ada'],
      title: "Storage integration 'main' is ready",
      description: expect.stringContaining('local://demo/audit'),
      link: '/audit-log/settings#storage-integrations',
    });
    await admin('post', '/export-schedules').send(draft()).expect(201);

    await rm(join(folder, 'demo'), { recursive: true });
    await writeFile(join(folder, 'demo'), 'in the way');
    const test = await admin('post', '/storage-integrations/main/test').send(
      {},
    );
    const failed = test.body.steps.find((step: { ok: boolean }) => !step.ok);
    expect(test.body.ok).toBe(false);
    expect(failed.code).toBe('ENOTDIR');
    expect(await told()).toMatchObject({
      to: ['user:default/ada'],
      title: "Storage integration 'main' does not work",
      description: expect.stringContaining(failed.message),
      severity: 'high',
    });
    // What is known already is told once.
    await admin('post', '/storage-integrations/main/test').send({}).expect(200);
    expect(sent).toEqual([]);

    const { body } = await admin('get', '/storage-integrations/main');
    const { name, ...connection } = integration;
    await admin('put', '/storage-integrations/main')
      .set('if-match', `"${body.integration.version}"`)
      .send({ ...connection, destination: 'local://elsewhere/audit' })
      .expect(200);
    expect(await told()).toMatchObject({
      title: "Storage integration 'main' was changed",
      description: expect.stringMatching(/^ada changed it\. .*paused/),
    });
    expect(await told()).toMatchObject({
      title: "Storage integration 'main' is ready",
    });

    await admin('delete', '/storage-integrations/main').expect(200);
    expect(await told()).toMatchObject({
      to: ['user:default/ada'],
      title: "Storage integration 'main' was deleted",
    });
    await backend.stop();
  });
});
