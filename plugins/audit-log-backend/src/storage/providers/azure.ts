import type { TokenCredential } from '@azure/identity';
import type {
  BlockBlobClient,
  ContainerClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import {
  ListObjectsOptions,
  ObjectExistsError,
  PutObjectOptions,
  StorageConnection,
  StorageError,
  StorageProvider,
  StorageProviderFactory,
  StoredObject,
  kindOfStatus,
} from 'backstage-plugin-audit-log-node';
import { Readable } from 'node:stream';
import { joinKey, relativeKey } from './keys';
import { watchBody } from './watchBody';

const BLOCK_SIZE = 8 * 1024 * 1024;

const blobs = (): typeof import('@azure/storage-blob') =>
  require('@azure/storage-blob');
const identities = (): typeof import('@azure/identity') =>
  require('@azure/identity');

function credentialOf({
  identity,
  profile,
  destination,
}: StorageConnection):
  | TokenCredential
  | StorageSharedKeyCredential
  | undefined {
  if (profile?.accountKey) {
    return new (blobs().StorageSharedKeyCredential)(
      destination.account!.split('.')[0],
      profile.accountKey,
    );
  }
  if (profile?.sasToken) {
    return undefined;
  }
  if (profile?.tenantId && profile.clientId && profile.clientSecret) {
    return new (identities().ClientSecretCredential)(
      profile.tenantId,
      profile.clientId,
      profile.clientSecret,
    );
  }
  if (identity.type === 'managed') {
    return identity.clientId
      ? new (identities().ManagedIdentityCredential)({
          clientId: identity.clientId,
        })
      : new (identities().ManagedIdentityCredential)();
  }
  if (identity.type === 'workload') {
    const { tenantId, clientId } = identity;
    return new (identities().WorkloadIdentityCredential)({
      tenantId,
      clientId,
    });
  }
  return new (identities().DefaultAzureCredential)();
}

function azureError(
  error: unknown,
  key: string,
): StorageError | ObjectExistsError {
  if (error instanceof StorageError || error instanceof ObjectExistsError) {
    return error;
  }
  const thrown = error as {
    name?: string;
    code?: string;
    statusCode?: number;
    message?: string;
    details?: { errorCode?: string };
  };
  const status = thrown.statusCode;
  const code =
    thrown.details?.errorCode ??
    thrown.code ??
    (status ? `HTTP ${status}` : thrown.name ?? 'Unreachable');
  if (code === 'BlobAlreadyExists' || status === 412) {
    return new ObjectExistsError(key, error);
  }
  const withoutToken = /Credential|Authentication/.test(thrown.name ?? '');
  return new StorageError({
    code,
    kind: withoutToken ? 'denied' : kindOfStatus(status),
    // The lines after the first are ids of the request.
    message: (thrown.message ?? '').split('\n')[0],
    status,
    cause: error,
  });
}

class AzureStorage implements StorageProvider {
  readonly #container: ContainerClient;
  readonly #prefix: string;

  constructor(container: ContainerClient, prefix: string) {
    this.#container = container;
    this.#prefix = prefix;
  }

  async put(options: PutObjectOptions): Promise<void> {
    const { key, signal } = options;
    if (await this.head(key, signal)) {
      throw new ObjectExistsError(key);
    }
    const { body, rethrow } = watchBody(options.body);
    const stream = Readable.from(body, { objectMode: false });
    // The client notices an abort only when it sends something.
    const abort = () => void stream.destroy(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await this.#blob(key).uploadStream(stream, BLOCK_SIZE, 2, {
        conditions: { ifNoneMatch: '*' },
        blobHTTPHeaders: { blobContentType: options.contentType },
        metadata: options.metadata,
        abortSignal: signal,
      });
    } catch (error) {
      rethrow(signal);
      throw azureError(error, key);
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
      const found = await this.#blob(key).getProperties({
        abortSignal: signal,
      });
      return {
        key,
        size: found.contentLength ?? 0,
        metadata: found.metadata ?? {},
      };
    } catch (error) {
      signal?.throwIfAborted();
      const failure = azureError(error, key);
      if (failure instanceof StorageError && failure.code === 'BlobNotFound') {
        return undefined;
      }
      throw failure;
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      const found = await this.#blob(key).download(0, undefined, {
        abortSignal: signal,
        maxRetryRequests: 3,
      });
      yield* found.readableStreamBody as AsyncIterable<Uint8Array>;
    } catch (error) {
      signal?.throwIfAborted();
      throw azureError(error, key);
    }
  }

  async *list(options: ListObjectsOptions): AsyncGenerator<StoredObject> {
    try {
      const found = this.#container.listBlobsFlat({
        prefix: joinKey(this.#prefix, options.prefix),
        abortSignal: options.signal,
      });
      for await (const { name, properties } of found) {
        yield {
          key: relativeKey(this.#prefix, name),
          size: properties.contentLength ?? 0,
          metadata: {},
        };
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      throw azureError(error, options.prefix);
    }
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#blob(key).deleteIfExists({ abortSignal: signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw azureError(error, key);
    }
  }

  async close(): Promise<void> {}

  #blob(key: string): BlockBlobClient {
    return this.#container.getBlockBlobClient(joinKey(this.#prefix, key));
  }
}

/** Azure Blob Storage. */
export const azureProvider: StorageProviderFactory = {
  kind: 'azure',
  open: async connection => {
    const { destination, endpoint, profile } = connection;
    const { account, container, prefix } = destination;
    const url = (endpoint ?? `https://${account}`).replace(/\/$/, '');
    const token = profile?.sasToken?.replace(/^\?/, '');
    const client = new (blobs().ContainerClient)(
      `${url}/${container}${token ? `?${token}` : ''}`,
      credentialOf(connection),
      {
        retryOptions: {
          maxTries: 5,
          retryDelayInMs: 200,
          tryTimeoutInMs: 60_000,
        },
      },
    );
    return new AzureStorage(client, prefix);
  },
};
