import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { AwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  ListObjectsOptions,
  ObjectExistsError,
  PutObjectOptions,
  StorageConnection,
  StorageError,
  StorageProvider,
  StorageProviderFactory,
  StoredObject,
} from 'backstage-plugin-audit-log-node';
import { Readable } from 'node:stream';
import { joinKey, relativeKey } from './keys';
import { s3Error } from './s3Error';
import { watchBody } from './watchBody';

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

class S3Storage implements StorageProvider {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(client: S3Client, connection: StorageConnection) {
    this.#client = client;
    this.#bucket = connection.destination.container;
    this.#prefix = connection.destination.prefix;
  }

  async put(options: PutObjectOptions): Promise<void> {
    const { key, signal } = options;
    // Some compatible storages ignore the condition on multipart uploads.
    if (await this.head(key, signal)) {
      throw new ObjectExistsError(key);
    }
    signal?.throwIfAborted();
    const { body, rethrow } = watchBody(options.body);
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
    } catch (error) {
      rethrow(signal);
      const failure = s3Error(error, key);
      // The answer to the completion was lost, and the repeated one finds that
      // the upload has gone, because it has become the object.
      if (
        failure instanceof StorageError &&
        failure.code === 'NoSuchUpload' &&
        (await this.head(key, signal))
      ) {
        throw new ObjectExistsError(key, error);
      }
      throw failure;
    } finally {
      signal?.removeEventListener('abort', abort);
      stream.destroy();
    }
  }

  async head(
    key: string,
    signal?: AbortSignal,
  ): Promise<StoredObject | undefined> {
    try {
      const found = await this.#client.send(
        new (sdk().HeadObjectCommand)(this.#address(key)),
        { abortSignal: signal },
      );
      return {
        key,
        size: found.ContentLength ?? 0,
        metadata: found.Metadata ?? {},
      };
    } catch (error) {
      signal?.throwIfAborted();
      const failure = s3Error(error, key);
      if (failure instanceof StorageError && failure.status === 404) {
        return undefined;
      }
      throw await this.#explain(failure, key, signal);
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      const { Body } = await this.#client.send(
        new (sdk().GetObjectCommand)(this.#address(key)),
        { abortSignal: signal },
      );
      yield* Body as Readable;
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Error(error, key);
    }
  }

  async *list(options: ListObjectsOptions): AsyncGenerator<StoredObject> {
    try {
      const pages = sdk().paginateListObjectsV2(
        { client: this.#client },
        {
          Bucket: this.#bucket,
          Prefix: joinKey(this.#prefix, options.prefix),
        },
        { abortSignal: options.signal },
      );
      for await (const page of pages) {
        for (const { Key, Size } of page.Contents ?? []) {
          yield {
            key: relativeKey(this.#prefix, Key ?? ''),
            size: Size ?? 0,
            metadata: {},
          };
        }
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      throw s3Error(error, options.prefix);
    }
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#client.send(
        new (sdk().DeleteObjectCommand)(this.#address(key)),
        { abortSignal: signal },
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Error(error, key);
    }
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  /** Refusals of HEAD have no words; the same question as a GET brings them. */
  async #explain(
    failure: StorageError | ObjectExistsError,
    key: string,
    signal?: AbortSignal,
  ): Promise<Error> {
    if (!(failure instanceof StorageError) || failure.kind !== 'denied') {
      return failure;
    }
    try {
      const { Body } = await this.#client.send(
        new (sdk().GetObjectCommand)({
          ...this.#address(key),
          Range: 'bytes=0-0',
        }),
        { abortSignal: signal },
      );
      (Body as Readable).destroy();
      return failure;
    } catch (error) {
      signal?.throwIfAborted();
      const explained = s3Error(error, key);
      return explained instanceof StorageError && explained.kind === 'denied'
        ? explained
        : failure;
    }
  }

  #address(key: string) {
    return { Bucket: this.#bucket, Key: joinKey(this.#prefix, key) };
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
      return new S3Storage(client, connection);
    },
  };
}
