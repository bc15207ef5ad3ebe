import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { AwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  StorageConnection,
  StorageError,
  StorageProviderFactory,
} from 'backstage-plugin-audit-log-node';
import { Readable } from 'node:stream';
import { Cloud, CloudStorage } from './CloudStorage';
import { s3Error } from './s3Error';

/** Bytes per part; two parts are in memory at a time. */
const PART_SIZE = 8 * 1024 * 1024;
const MAX_ATTEMPTS = 5;

// Loaded on first use: the SDKs of clouds that nobody uses cost nothing.
const sdk = (): typeof import('@aws-sdk/client-s3') =>
  require('@aws-sdk/client-s3');
const uploads = (): typeof import('@aws-sdk/lib-storage') =>
  require('@aws-sdk/lib-storage');
const credentialProviders =
  (): typeof import('@aws-sdk/credential-providers') =>
    require('@aws-sdk/credential-providers');

async function credentialsOf(
  connection: StorageConnection,
  accounts: AwsCredentialsManager | undefined,
): Promise<S3ClientConfig['credentials']> {
  const { identity, profile, externalId } = connection;
  if (identity.type === 'role') {
    return credentialProviders().fromTemporaryCredentials({
      params: {
        RoleArn: identity.roleArn,
        ...(externalId && { ExternalId: externalId }),
        RoleSessionName: 'backstage-audit-log',
      },
      clientConfig: { region: connection.region },
    });
  }
  if (profile?.awsAccountId && accounts) {
    const { sdkCredentialProvider } = await accounts.getCredentialProvider({
      accountId: profile.awsAccountId,
    });
    return sdkCredentialProvider;
  }
  return profile?.accessKeyId && profile.secretAccessKey
    ? {
        accessKeyId: profile.accessKeyId,
        secretAccessKey: profile.secretAccessKey,
        ...(profile.sessionToken && { sessionToken: profile.sessionToken }),
      }
    : undefined;
}

class S3 implements Cloud {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly errorOf = s3Error;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async head(key: string, signal?: AbortSignal) {
    const found = await this.#client.send(
      new (sdk().HeadObjectCommand)(this.#address(key)),
      { abortSignal: signal },
    );
    return { size: found.ContentLength ?? 0, metadata: found.Metadata ?? {} };
  }

  async get(key: string, signal?: AbortSignal) {
    const { Body } = await this.#client.send(
      new (sdk().GetObjectCommand)(this.#address(key)),
      { abortSignal: signal },
    );
    return Body as Readable;
  }

  async *list(prefix: string, signal?: AbortSignal) {
    const pages = sdk().paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.#bucket, Prefix: prefix },
      { abortSignal: signal },
    );
    for await (const page of pages) {
      for (const { Key, Size } of page.Contents ?? []) {
        yield { key: Key ?? '', size: Size ?? 0 };
      }
    }
  }

  delete(key: string, signal?: AbortSignal) {
    return this.#client.send(
      new (sdk().DeleteObjectCommand)(this.#address(key)),
      { abortSignal: signal },
    );
  }

  async upload(options: Parameters<Cloud['upload']>[0]) {
    const { key, body, signal } = options;
    const stream = Readable.from(body, { objectMode: false });
    const upload = new (uploads().Upload)({
      client: this.#client,
      params: {
        ...this.#address(key),
        Body: stream,
        ContentType: options.contentType,
        Metadata: options.metadata,
        IfNoneMatch: '*',
      },
      partSize: PART_SIZE,
      queueSize: 2,
    });
    const abort = () => void upload.abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await upload.done();
    } finally {
      signal?.removeEventListener('abort', abort);
      stream.destroy();
    }
  }

  isAbsent({ status }: StorageError) {
    return status === 404;
  }

  /** The repeated completion finds that the upload has become the object. */
  mayBeComplete({ code }: StorageError) {
    return code === 'NoSuchUpload';
  }

  close() {
    this.#client.destroy();
  }

  #address(key: string) {
    return { Bucket: this.#bucket, Key: key };
  }
}

/**
 * Amazon S3 and compatible storages.
 *
 * @param accounts - resolves profiles that name an AWS account
 */
export function s3Provider(
  accounts?: AwsCredentialsManager,
): StorageProviderFactory {
  return {
    kind: 's3',
    open: async connection => {
      const client = new (sdk().S3Client)({
        region: connection.region ?? 'us-east-1',
        ...(connection.endpoint
          ? {
              endpoint: connection.endpoint,
              // Compatible storages don't all know the newer checksums.
              requestChecksumCalculation: 'WHEN_REQUIRED' as const,
              responseChecksumValidation: 'WHEN_REQUIRED' as const,
            }
          : { followRegionRedirects: connection.region === undefined }),
        forcePathStyle: connection.forcePathStyle ?? false,
        credentials: await credentialsOf(connection, accounts),
        maxAttempts: MAX_ATTEMPTS,
        requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
      });
      const { container, prefix } = connection.destination;
      return new CloudStorage({ cloud: new S3(client, container), prefix });
    },
  };
}
