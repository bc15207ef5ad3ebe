import { createServiceFactory } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { draft as exportDraft } from '../__testUtils__/exportsHarness';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('recovering on %s', id => {
  it('brings events back and names what is to be set up again', async () => {
    const sent: { title: string; description?: string }[] = [];
    const { call } = await startPortal({
      knex: await databases.init(id),
      features: [
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send({ payload }) {
              sent.push(payload);
            },
          }),
        }),
      ],
    });
    const reach = (state: string) =>
      eventually(async () => {
        const { body } = await call('admin', 'get', '/settings');
        expect(body.state).toBe(state);
      });
    const dependents = async () =>
      (await call('admin', 'get', '/settings/dependents').expect(200)).body;

    await call('admin', 'post', '/settings/enable').expect(202);
    await reach('enabled');
    const event = recordedEvent();
    await call('delivering backend', 'post', '/events')
      .send({ events: [event] })
      .expect(200);
    await call('admin', 'post', '/storage-integrations')
      .send({
        name: 'archive',
        destination: 'local://demo/audit',
        identity: { type: 'ambient' },
      })
      .expect(201);
    await eventually(async () => {
      const { body } = await call(
        'admin',
        'get',
        '/storage-integrations/archive',
      );
      expect(body.integration.status).toBe('ready');
    });
    await call('admin', 'post', '/export-schedules')
      .send(exportDraft({ integration: 'archive' }))
      .expect(201);
    expect((await dependents()).toSetUpAgain).toEqual({
      storageIntegrations: [],
      exportSchedules: [],
    });

    await call('admin', 'post', '/settings/disable').expect(202);
    await reach('disabled');
    const toSetUpAgain = {
      storageIntegrations: ['archive'],
      exportSchedules: ['Nightly'],
    };
    expect((await dependents()).toSetUpAgain).toEqual(toSetUpAgain);

    sent.length = 0;
    await call('admin', 'post', '/settings/enable').expect(202);
    await reach('enabled');
    await call('admin', 'get', `/events/${event.id}`).expect(200);
    expect((await dependents()).toSetUpAgain).toEqual(toSetUpAgain);
    await eventually(async () =>
      expect(sent).toEqual([
        expect.objectContaining({
          title: 'Audit logging is enabled',
          description: expect.stringMatching(
            /are back\..* set up again: storage integrations archive; export schedules Nightly\./,
          ),
        }),
      ]),
    );
    const { body } = await call(
      'admin',
      'get',
      '/events?q=event:logging-start,logging-stop',
    );
    expect(
      body.items.map(({ eventId }: { eventId: string }) => eventId),
    ).toEqual(['logging-start', 'logging-stop', 'logging-start']);
    expect(body.items[0].meta).toMatchObject({ recovery: 'recovered' });
  });
});
