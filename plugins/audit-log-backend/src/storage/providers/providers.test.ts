import {
  ObjectExistsError,
  StorageConnection,
  StorageProvider,
} from 'backstage-plugin-audit-log-node';
import {
  digestOf,
  pseudoRandomBytes,
  storageProviderSuite,
} from 'backstage-plugin-audit-log-node/conformance';
import { parseDestination } from 'backstage-plugin-audit-log-common';
import { randomUUID } from 'node:crypto';
import { startS3Stub } from '../../__testUtils__/s3Stub';
import { Fault, faults, startFaultProxy } from '../../__testUtils__/faultProxy';
import {
  StorageServer,
  StorageServerFacts,
  startStorageServer,
} from '../../__testUtils__/storageServers';
import { azureProvider } from './azure';
import { gcsProvider } from './gcs';
import { s3Provider } from './s3';

// Clients wait before they repeat a request, and servers take their time to
// start; on a busy machine that adds up.
jest.setTimeout(240_000);

type Kind = keyof StorageServerFacts;

interface Case<K extends Kind> {
  kind: K;
  prepare(server: StorageServer<K>): Promise<void>;
  connection(
    server: StorageServer<K>,
    changes?: { endpoint?: string; user?: string; container?: string },
  ): StorageConnection;
  open(connection: StorageConnection): Promise<StorageProvider>;
  /** What wrong credentials, an absent container, a denied write look like. */
  wrong: [string, { user?: string; container?: string }, object][];
}

const profile = (values: object) => ({
  identity: { type: 'profile' as const, profile: 'test' },
  profile: { name: 'test', kind: 's3' as const, ...values },
  externalId: null,
});

const s3: Case<'s3'> = {
  kind: 's3',
  prepare: async server => {
    const { S3Client, CreateBucketCommand } = require('@aws-sdk/client-s3');
    for (const [Bucket, credentials] of [
      ['exports', server.users.writer],
      ['full', server.users.limited],
    ] as const) {
      const client = new S3Client({
        endpoint: server.endpoint,
        region: server.region,
        forcePathStyle: true,
        credentials,
      });
      await client.send(new CreateBucketCommand({ Bucket }));
      client.destroy();
    }
  },
  connection: (server, changes = {}) => ({
    destination: parseDestination(
      `s3://${changes.container ?? 'exports'}/audit`,
    ),
    endpoint: changes.endpoint ?? server.endpoint,
    region: server.region,
    forcePathStyle: true,
    ...profile(
      {
        writer: server.users.writer,
        stranger: server.users.stranger,
        limited: server.users.limited,
        forged: { ...server.users.writer, secretAccessKey: 'forged' },
        unknown: { accessKeyId: 'unknown', secretAccessKey: 'unknown' },
      }[changes.user ?? 'writer']!,
    ),
  }),
  open: connection => s3Provider().open(connection),
  wrong: [
    [
      'forged',
      { user: 'forged' },
      { kind: 'denied', code: 'SignatureDoesNotMatch' },
    ],
    [
      'unknown',
      { user: 'unknown' },
      { kind: 'denied', code: 'InvalidAccessKeyId' },
    ],
    [
      'stranger',
      { user: 'stranger' },
      { kind: 'denied', code: 'AccessDenied' },
    ],
    [
      'full',
      { user: 'limited', container: 'full' },
      { kind: 'denied', code: 'QuotaExceeded' },
    ],
    [
      'absent',
      { container: 'absent' },
      { kind: 'missing', code: 'NoSuchBucket' },
    ],
  ],
};

/** What a person may write with, until yesterday. */
function expiredToken(server: StorageServer<'azure'>): string {
  const {
    StorageSharedKeyCredential,
    ContainerSASPermissions,
    generateBlobSASQueryParameters,
  } = require('@azure/storage-blob');
  return generateBlobSASQueryParameters(
    {
      containerName: 'exports',
      permissions: ContainerSASPermissions.parse('racwdl'),
      expiresOn: new Date(Date.now() - 86_400_000),
    },
    new StorageSharedKeyCredential(server.account, server.accountKey),
  ).toString();
}

const azure: Case<'azure'> = {
  kind: 'azure',
  prepare: async server => {
    const {
      BlobServiceClient,
      StorageSharedKeyCredential,
    } = require('@azure/storage-blob');
    await new BlobServiceClient(
      server.endpoint,
      new StorageSharedKeyCredential(server.account, server.accountKey),
    ).createContainer('exports');
  },
  connection: (server, changes = {}) => ({
    destination: parseDestination(
      `azure://${server.account}.blob.core.windows.net/${
        changes.container ?? 'exports'
      }/audit`,
    ),
    endpoint: changes.endpoint ?? server.endpoint,
    ...profile(
      changes.user === 'expired'
        ? { sasToken: expiredToken(server) }
        : {
            accountKey:
              changes.user === 'forged'
                ? Buffer.from('forged').toString('base64')
                : server.accountKey,
          },
    ),
  }),
  open: connection => azureProvider.open(connection),
  wrong: [
    [
      'forged',
      { user: 'forged' },
      { kind: 'denied', code: 'AuthorizationFailure' },
    ],
    [
      'expired',
      { user: 'expired' },
      {
        kind: 'denied',
        code: 'AuthorizationFailure',
      },
    ],
    [
      'absent',
      { container: 'absent' },
      { kind: 'missing', code: 'ContainerNotFound' },
    ],
  ],
};

const gcs: Case<'gcs'> = {
  kind: 'gcs',
  prepare: async () => {},
  connection: (server, changes = {}) => ({
    destination: parseDestination(
      `gcs://${changes.container ?? server.bucket}/audit`,
    ),
    endpoint: changes.endpoint ?? server.endpoint,
    ...profile({
      universeDomain: server.universeDomain,
      keyFile:
        server.keyFiles[
          (changes.user ?? 'writer') as keyof typeof server.keyFiles
        ],
    }),
  }),
  open: connection => gcsProvider.open(connection),
  wrong: [
    ['unknown', { user: 'unknown' }, { kind: 'denied', code: 'authError' }],
    ['stranger', { user: 'stranger' }, { kind: 'denied', code: 'forbidden' }],
    ['absent', { container: 'absent' }, { kind: 'missing', code: 'notFound' }],
  ],
};

/** The client of Azure repeats what Azure asks for, which is never 429. */
const notRepeated = (kind: Kind, fault: Fault) =>
  kind === 'azure' && fault === 'status-429';

// Google's client needs this flag under Jest, and the others don't bear it:
// `npm test` runs this file once with it and once without.
const isForGoogle = process.env.NODE_OPTIONS?.includes(
  '--experimental-vm-modules',
);

const cases = (isForGoogle ? [gcs] : [s3, azure]) as unknown as Case<Kind>[];

const largeSize = 20 * 1024 * 1024 + 12_345;

async function* bodyOf(text: string) {
  yield Buffer.from(text);
}

describe.each(cases.map(each => [each.kind, each] as const))(
  '%s provider',
  (kind, { prepare, connection, open, wrong }) => {
    let server: StorageServer<Kind>;
    beforeAll(async () => {
      const started = await startStorageServer(kind);
      if (!started) {
        throw new Error(`There is no ${kind} server to test against`);
      }
      server = started;
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
            endpoint: behind.toString().replace(/\/$/, ''),
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
          expect(await digestOf(plain.get(`${folder}/large`))).toBe(wanted);
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
          expect(proxy.met().length).toBeGreaterThan(4);
        } finally {
          await storage.close();
          await plain.close();
          await proxy.stop();
        }
      });
    });

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
  },
);
