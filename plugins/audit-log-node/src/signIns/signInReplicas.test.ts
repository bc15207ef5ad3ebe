import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import { Knex } from 'knex';
import {
  RecordingBackend,
  startRecordingBackend,
} from '../__testUtils__/startRecordingBackend';
import { auditLogSignInsModule } from './signInModule';

jest.setTimeout(180_000);

describe('people whom a provider without sessions vouches for', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('%p', id => {
    let knex: Knex;
    const running: RecordingBackend[] = [];

    beforeAll(async () => {
      knex = await databases.init(id);
    });
    afterEach(async () => {
      await Promise.all(running.splice(0).map(backend => backend.stop()));
    });

    async function startReplica(): Promise<RecordingBackend> {
      const backend = await startRecordingBackend({
        config: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: {
            providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
          },
        },
        features: [
          authPlugin,
          guestModule,
          auditLogSignInsModule,
          createServiceFactory({
            service: coreServices.database,
            deps: {},
            factory: () => mockServices.database({ knex, migrations: {} }),
          }),
        ],
      });
      running.push(backend);
      return backend;
    }

    async function loadPage(backend: RecordingBackend, userAgent: string) {
      const answer = await fetch(`${backend.url}/api/auth/guest/refresh`, {
        headers: {
          'x-requested-with': 'XMLHttpRequest',
          'user-agent': userAgent,
        },
      });
      expect(answer.status).toBe(200);
    }
    const idsOf = async (backend: RecordingBackend, count: number) =>
      (await backend.take(count)).map(event => event.eventId);

    it('sign in once, whatever replica answers and after a restart', async () => {
      const first = await startReplica();
      await loadPage(first, 'a');
      expect(await idsOf(first, 1)).toEqual(['sign-in']);
      const second = await startReplica();
      await loadPage(second, 'a');
      expect(await idsOf(second, 1)).toEqual(['session-resume']);
      await Promise.all(running.splice(0).map(backend => backend.stop()));

      const restarted = await startReplica();
      await loadPage(restarted, 'a');
      await loadPage(restarted, 'another browser');
      expect((await idsOf(restarted, 2)).sort()).toEqual([
        'session-resume',
        'sign-in',
      ]);
    });

    it('sign in once, however many pages are loaded at a time', async () => {
      const replicas = [await startReplica(), await startReplica()];
      await Promise.all(
        [0, 1, 0, 1, 0, 1].map(index => loadPage(replicas[index], 'tabs')),
      );
      const seen = await Promise.all(
        replicas.map(replica => idsOf(replica, 3)),
      );
      expect(seen.flat().sort()).toEqual([
        ...Array(5).fill('session-resume'),
        'sign-in',
      ]);
    });
  });
});
