import {
  ObjectExistsError,
  StorageConnection,
} from 'backstage-plugin-audit-log-node';
import {
  digestOf,
  pseudoRandomBytes,
  storageProviderSuite,
} from 'backstage-plugin-audit-log-node/conformance';
import { randomUUID } from 'node:crypto';
import { startS3Stub } from '../../__testUtils__/s3Stub';
import { Fault, faults, startFaultProxy } from '../../__testUtils__/faultProxy';
import {
  Kind,
  StorageCase,
  azureCase,
  gcsCase,
  s3Case,
} from '../../__testUtils__/storageCases';
import {
  StorageServer,
  describeWithServer,
  startStorageServer,
} from '../../__testUtils__/storageServers';
import { azureProvider } from './azure';
import { gcsProvider } from './gcs';
import { s3Provider } from './s3';

// Clients wait before they repeat a request, and servers take their time to
// start; on a busy machine that adds up.
jest.setTimeout(240_000);

const providers = { s3: s3Provider(), azure: azureProvider, gcs: gcsProvider };

/** The client of Azure repeats what Azure asks for, which is never 429. */
const notRepeated = (kind: Kind, fault: Fault) =>
  kind === 'azure' && fault === 'status-429';

// Google's client needs this flag under Jest, and the others don't bear it:
// `npm test` runs this file once with it and once without.
const isForGoogle = process.env.NODE_OPTIONS?.includes(
  '--experimental-vm-modules',
);

const cases = (isForGoogle
  ? [gcsCase]
  : [s3Case, azureCase]) as unknown as StorageCase<Kind>[];

const largeSize = 20 * 1024 * 1024 + 12_345;

async function* bodyOf(text: string) {
  yield Buffer.from(text);
}

for (const { kind, prepare, connection, wrong } of cases) {
  describeWithServer(kind)(`${kind} provider`, () => {
    const open = (to: StorageConnection) => providers[kind].open(to);
    let server: StorageServer<Kind>;
    beforeAll(async () => {
      server = await startStorageServer(kind);
      await prepare(server);
    });
    afterAll(() => server?.stop());

    describe('plain', () => {
      storageProviderSuite({
        open: () => open(connection(server)),
        keepsMetadata: true,
        largeSize,
      });
    });

    const repeated = faults.filter(fault => !notRepeated(kind, fault));
    describe.each(repeated)('with the fault %s once per request', fault => {
      it('puts, reads, lists and deletes', async () => {
        const proxy = await startFaultProxy(server.endpoint, fault);
        const behind = new URL(server.endpoint);
        behind.port = String(proxy.port);
        const storage = await open(
          connection(server, {
            endpoint: `${behind}`.replace(/\/$/, ''),
          }),
        );
        const plain = await open(connection(server));
        try {
          const folder = randomUUID();
          const wanted = await digestOf(pseudoRandomBytes(largeSize, fault));
          for (const [key, size] of [
            ['small', 1_000],
            ['large', largeSize],
          ] as const) {
            await storage
              .put({
                key: `${folder}/${key}`,
                body: pseudoRandomBytes(size, fault),
                contentType: 'text/plain',
                metadata: {},
              })
              .catch(error => {
                // The answer to the put that made the object was the lost one.
                if (!(fault === 'lost' && error instanceof ObjectExistsError)) {
                  throw error;
                }
              });
          }
          for (const reader of [plain, storage]) {
            const digest = await digestOf(reader.get(`${folder}/large`));
            expect(digest).toBe(wanted);
          }
          await expect(storage.head(`${folder}/small`)).resolves.toMatchObject({
            size: 1_000,
          });
          const found: string[] = [];
          for await (const { key } of storage.list({ prefix: folder })) {
            found.push(key);
          }
          expect(found).toHaveLength(2);
          await storage.delete(`${folder}/small`);
          await expect(plain.head(`${folder}/small`)).resolves.toBeUndefined();
          const methods = proxy.met().map(met => met.split(' ')[0]);
          expect(methods).toEqual(
            expect.arrayContaining(['PUT', 'GET', 'DELETE']),
          );
          expect(methods.length).toBeGreaterThan(5);
        } finally {
          await storage.close();
          await plain.close();
          await proxy.stop();
        }
      });
    });

    const leftAlone = faults.filter(fault => notRepeated(kind, fault));
    if (leftAlone.length > 0) {
      it.each(leftAlone)(
        'leaves %s to those who try again later',
        async fault => {
          const proxy = await startFaultProxy(server.endpoint, fault);
          const behind = new URL(server.endpoint);
          behind.port = String(proxy.port);
          const storage = await open(
            connection(server, { endpoint: `${behind}`.replace(/\/$/, '') }),
          );
          await expect(storage.head('any')).rejects.toMatchObject({
            kind: 'unavailable',
            code: 'HTTP 429',
          });
          await expect(storage.head('any')).resolves.toBeUndefined();
          await storage.close();
          await proxy.stop();
        },
      );
    }

    it.each(wrong)(
      'says in the storage’s own words what is wrong: %s',
      async (_, changes, expected) => {
        const storage = await open(connection(server, changes));
        async function* body() {
          yield Buffer.from('content');
        }
        await expect(
          storage.put({
            key: randomUUID(),
            body: body(),
            contentType: 'text/plain',
            metadata: {},
          }),
        ).rejects.toMatchObject({ name: 'StorageError', ...expected });
        await storage.close();
      },
    );

    it.each([-3, 3])(
      'comes to a clear end where our clock is %d hours off',
      async hours => {
        const now = Date.now;
        const clock = jest
          .spyOn(Date, 'now')
          .mockImplementation(() => now() + hours * 3_600_000);
        const storage = await open(connection(server));
        try {
          const put = storage.put({
            key: randomUUID(),
            body: bodyOf('content'),
            contentType: 'text/plain',
            metadata: {},
          });
          // Google's tokens bear our time, which its client doesn't correct.
          const refusal = {
            kind: 'denied',
            code: 'authError',
            words: 'Invalid Credentials',
          };
          await expect(
            put.then(
              () => ({ kind: 'stored' }),
              error => error,
            ),
          ).resolves.toMatchObject(isForGoogle ? refusal : { kind: 'stored' });
        } finally {
          clock.mockRestore();
          await storage.close();
        }
      },
    );

    // Google's client can't be kept from it, see docs/exports.md.
    if (!isForGoogle) {
      it('follows no redirect', async () => {
        const [here, elsewhere] = [await startS3Stub(), await startS3Stub()];
        const endpoint = new URL(server.endpoint);
        endpoint.port = new URL(here.origin).port;
        here.refusal = {
          status: 307,
          code: 'TemporaryRedirect',
          message: 'It is elsewhere.',
          headers: { location: `${elsewhere.origin}/exports/audit` },
        };
        const storage = await open(
          connection(server, {
            endpoint: endpoint.toString().replace(/\/$/, ''),
          }),
        );
        try {
          await expect(storage.head('any')).rejects.toMatchObject({
            name: 'StorageError',
            kind: 'denied',
          });
          expect(here.requests).toBeGreaterThan(0);
          expect(elsewhere.requests).toBe(0);
        } finally {
          await storage.close();
          await here.stop();
          await elsewhere.stop();
        }
      });
    }

    it('says that nobody answers', async () => {
      const storage = await open(
        connection(server, { endpoint: 'http://localhost:1' }),
      );
      await expect(storage.head('any')).rejects.toMatchObject({
        name: 'StorageError',
        kind: 'unavailable',
      });
      await storage.close();
    });
  });
}
