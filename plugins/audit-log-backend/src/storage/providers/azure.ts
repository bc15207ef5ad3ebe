import type { TokenCredential } from '@azure/identity';
import type {
  BlockBlobClient,
  ContainerClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import {
  ObjectExistsError,
  StorageConnection,
  StorageError,
  StorageProviderFactory,
  kindOfStatus,
} from 'backstage-plugin-audit-log-node';
import { Readable } from 'node:stream';
import { Cloud, CloudStorage } from './CloudStorage';

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

class AzureBlobs implements Cloud {
  readonly #container: ContainerClient;
  readonly errorOf = azureError;

  constructor(container: ContainerClient) {
    this.#container = container;
  }

  async head(key: string, signal?: AbortSignal) {
    const found = await this.#blob(key).getProperties({ abortSignal: signal });
    return { size: found.contentLength ?? 0, metadata: found.metadata ?? {} };
  }

  async get(key: string, signal?: AbortSignal) {
    const found = await this.#blob(key).download(0, undefined, {
      abortSignal: signal,
      maxRetryRequests: 3,
    });
    return found.readableStreamBody as AsyncIterable<Uint8Array>;
  }

  async *list(prefix: string, signal?: AbortSignal) {
    const found = this.#container.listBlobsFlat({
      prefix,
      abortSignal: signal,
    });
    for await (const { name, properties } of found) {
      yield { key: name, size: properties.contentLength ?? 0 };
    }
  }

  delete(key: string, signal?: AbortSignal) {
    return this.#blob(key).deleteIfExists({ abortSignal: signal });
  }

  async upload(options: Parameters<Cloud['upload']>[0]) {
    const { key, body, signal } = options;
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
    } finally {
      signal?.removeEventListener('abort', abort);
      stream.destroy();
    }
  }

  isAbsent({ code }: StorageError) {
    return code === 'BlobNotFound';
  }

  /** A repeated commit is answered with 409, which says it all. */
  mayBeComplete() {
    return false;
  }

  close() {}

  #blob(key: string): BlockBlobClient {
    return this.#container.getBlockBlobClient(key);
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
    return new CloudStorage({ cloud: new AzureBlobs(client), prefix });
  },
};
