import { StorageConnection } from 'backstage-plugin-audit-log-node';
import { parseDestination } from 'backstage-plugin-audit-log-common';
import { StorageServer, StorageServerFacts } from './storageServers';

/** A cloud whose storage can be started. */
export type Kind = keyof StorageServerFacts;

/** How to test a provider against its server. */
export interface StorageCase<K extends Kind> {
  kind: K;
  prepare(server: StorageServer<K>): Promise<void>;
  connection(
    server: StorageServer<K>,
    changes?: { endpoint?: string; user?: string; container?: string },
  ): StorageConnection;
  /** What wrong credentials, an absent container, a denied write look like. */
  wrong: [string, { user?: string; container?: string }, object][];
}

const profile = (values: object) => ({
  identity: { type: 'profile' as const, profile: 'test' },
  profile: { name: 'test', kind: 's3' as const, ...values },
  externalId: null,
});

export const s3Case: StorageCase<'s3'> = {
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

/** A shared access signature for the container. */
function accessSignature(
  server: StorageServer<'azure'>,
  { permissions, hours }: { permissions: string; hours: number },
): string {
  const {
    StorageSharedKeyCredential,
    ContainerSASPermissions,
    generateBlobSASQueryParameters,
  } = require('@azure/storage-blob');
  return generateBlobSASQueryParameters(
    {
      containerName: 'exports',
      permissions: ContainerSASPermissions.parse(permissions),
      expiresOn: new Date(Date.now() + hours * 3_600_000),
    },
    new StorageSharedKeyCredential(server.account, server.accountKey),
  ).toString();
}

function azureSecret(server: StorageServer<'azure'>, user?: string) {
  switch (user) {
    case 'expired':
      return {
        sasToken: accessSignature(server, {
          permissions: 'racwdl',
          hours: -24,
        }),
      };
    case 'reader':
      return {
        sasToken: accessSignature(server, { permissions: 'rl', hours: 24 }),
      };
    case 'forged':
      return { accountKey: Buffer.from('forged').toString('base64') };
    default:
      return { accountKey: server.accountKey };
  }
}

export const azureCase: StorageCase<'azure'> = {
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
    ...profile(azureSecret(server, changes.user)),
  }),
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
      'reader',
      { user: 'reader' },
      { kind: 'denied', code: 'AuthorizationPermissionMismatch' },
    ],
    [
      'absent',
      { container: 'absent' },
      { kind: 'missing', code: 'ContainerNotFound' },
    ],
  ],
};

export const gcsCase: StorageCase<'gcs'> = {
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
  wrong: [
    ['unknown', { user: 'unknown' }, { kind: 'denied', code: 'authError' }],
    ['stranger', { user: 'stranger' }, { kind: 'denied', code: 'forbidden' }],
    ['absent', { container: 'absent' }, { kind: 'missing', code: 'notFound' }],
  ],
};
