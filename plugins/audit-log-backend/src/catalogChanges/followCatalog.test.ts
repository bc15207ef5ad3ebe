import { mockServices } from '@backstage/backend-test-utils';
import {
  AuditLogRecorder,
  HttpCapturePresence,
} from 'backstage-plugin-audit-log-node';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { SettingsStore } from '../settings';
import { readStatus } from '../status';
import { EventStore } from '../store';
import { followCatalog } from './followCatalog';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('followCatalog on %s', id => {
  async function follow() {
    const knex = await initDatabase(databases, id);
    const catalog = {
      queryEntities: jest.fn(),
      getEntitiesByRefs: jest.fn(),
    };
    const settings = { read: async () => ({ state: 'enabled' }) };
    const changes = followCatalog({
      frequency: { minutes: 1 },
      auth: mockServices.auth(),
      catalog: catalog as never,
      recorder: { recording: 'on', instance: 'test' } as AuditLogRecorder,
      settings: settings as SettingsStore,
      store: {} as EventStore,
      knex,
      clock: () => new Date('2026-11-22T10:00:00.000Z'),
      logger: mockServices.logger.mock(),
    });
    const scheduler = mockServices.scheduler.mock();
    await changes.tasks['Following the catalog'](scheduler);
    const [[task]] = scheduler.scheduleTask.mock.calls;
    const look = () =>
      (task.fn as (signal: AbortSignal) => Promise<void>)(
        new AbortController().signal,
      );
    const status = () =>
      readStatus({
        settings: settings as SettingsStore,
        recorder: { status: () => ({ problems: [] }) } as never,
        store: { completeTo: async () => null } as never,
        replicas: {
          summary: async () => ({
            instances: [],
            problems: [],
            quarantined: 0,
          }),
        },
        seen: async () => [],
        auditorActive: true,
        httpCapture: {} as HttpCapturePresence,
        sharedProblems: [() => changes.problem()],
        trustsProxy: false,
      });
    return { catalog, look, status };
  }

  it('says in the status that looks fail, for as long as they do', async () => {
    const { catalog, look, status } = await follow();
    catalog.queryEntities.mockRejectedValue(new Error('404 Not Found'));
    await expect(look()).rejects.toThrow('404 Not Found');
    await expect(look()).rejects.toThrow('404 Not Found');
    expect(await status()).toMatchObject({
      health: 'impaired',
      problems: [
        'Changes of the catalog are not recorded: looking at it has failed since 2026-11-22T10:00:00.000Z: 404 Not Found',
      ],
    });
    catalog.queryEntities.mockResolvedValue({ items: [], pageInfo: {} });
    await look();
    expect(await status()).toMatchObject({ health: 'ok', problems: [] });
  });
});
