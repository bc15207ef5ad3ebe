import {
  StorageProfile,
  StorageProvider,
} from 'backstage-plugin-audit-log-node';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, Server, Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInProviders } from './providers';
import { StorageRegistry } from './StorageRegistry';

jest.setTimeout(120_000);

/** So that a test need not wait as long as an export does. */
const LIMIT_MS = 300;

const destinations = {
  s3: 's3://audit/portal',
  azure: 'azure://audit.blob.core.windows.net/audit/portal',
  gcs: 'gcs://audit/portal',
};

type Kind = keyof typeof destinations;

describe('a server that accepts connections and never answers', () => {
  const sockets = new Set<Socket>();
  let server: Server;
  let endpoint: string;
  let folder: string;
  let profiles: StorageProfile[];

  beforeAll(async () => {
    server = createServer(socket => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), 'audit-log-silent-'));
    const keyFile = join(folder, 'key.json');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(
      keyFile,
      JSON.stringify({
        type: 'service_account',
        client_email: 'portal@audit.iam.gserviceaccount.com',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        token_uri: `${endpoint}/token`,
      }),
    );
    profiles = [
      { name: 'main', kind: 's3', accessKeyId: 'a', secretAccessKey: 'b' },
      { name: 'main', kind: 'azure', accountKey: 'YQ==' },
      { name: 'main', kind: 'gcs', keyFile },
    ];
  });

  afterAll(async () => {
    sockets.forEach(socket => socket.destroy());
    server.close();
    await rm(folder, { recursive: true });
  });

  const open = (kind: Kind) =>
    new StorageRegistry({
      config: {
        allowedEndpoints: [endpoint],
        localFolder: undefined,
        profiles,
      },
      builtIn: builtInProviders({
        localFolder: undefined,
        awsAccounts: undefined,
      }),
    }).open(
      {
        name: 'silent',
        destination: destinations[kind],
        identity: { type: 'profile', profile: 'main' },
        externalId: null,
        endpoint,
        ...(kind === 's3' && { region: 'eu-central-1', forcePathStyle: true }),
      },
      { answerMs: LIMIT_MS, partMs: LIMIT_MS },
    );

  async function* body() {
    yield Buffer.from('a');
  }

  const steps: [string, (storage: StorageProvider) => Promise<unknown>][] = [
    ['head', storage => storage.head('k')],
    [
      'put',
      storage =>
        storage.put({
          key: 'k',
          body: body(),
          contentType: 'text/plain',
          metadata: {},
        }),
    ],
    [
      'list',
      async storage => {
        for await (const found of storage.list({ prefix: '' })) {
          void found;
        }
      },
    ],
  ];

  describe.each(Object.keys(destinations) as Kind[])('of %s', kind => {
    it.each(steps)('ends a %s', async (_, step) => {
      const attempt = async () => {
        const storage = await open(kind);
        await step(storage).finally(() => storage.close());
      };
      await expect(attempt()).rejects.toMatchObject({
        name: 'StorageError',
        kind: 'unavailable',
        code: 'TimeoutError',
      });
    });
  });
});
