import type { Bucket, File, StorageOptions } from '@google-cloud/storage';
import type { AuthClient } from 'google-auth-library';
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
import { pipeline } from 'node:stream/promises';
import { joinKey, relativeKey } from './keys';
import { watchBody } from './watchBody';

/** A multiple of 256 KiB; a chunk is what a failed request repeats. */
const CHUNK_SIZE = 8 * 1024 * 1024;
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';

const sdk = (): typeof import('@google-cloud/storage') =>
  require('@google-cloud/storage');
const auth = (): typeof import('google-auth-library') =>
  require('google-auth-library');

async function clientOf({
  identity,
}: StorageConnection): Promise<AuthClient | undefined> {
  if (identity.type !== 'impersonation') {
    return undefined;
  }
  const sourceClient = await new (auth().GoogleAuth)({
    scopes: 'https://www.googleapis.com/auth/cloud-platform',
  }).getClient();
  return new (auth().Impersonated)({
    sourceClient,
    targetPrincipal: identity.serviceAccount,
    targetScopes: [SCOPE],
    delegates: [],
    lifetime: 3600,
  });
}

function gcsError(
  error: unknown,
  key: string,
): StorageError | ObjectExistsError {
  if (error instanceof StorageError || error instanceof ObjectExistsError) {
    return error;
  }
  const thrown = error as {
    name?: string;
    code?: number | string;
    status?: number;
    message?: string;
    errors?: { reason?: string; message?: string }[];
    response?: { status?: number; statusCode?: number };
  };
  const status = [
    Number(thrown.code),
    thrown.status,
    thrown.response?.status,
    thrown.response?.statusCode,
  ].find(each => each !== undefined && each >= 400 && each < 600);
  if (status === 412) {
    return new ObjectExistsError(key, error);
  }
  const [first] = thrown.errors ?? [];
  const withoutToken = /credentials|invalid_grant|id token/i.test(
    thrown.message ?? '',
  );
  return new StorageError({
    code:
      first?.reason ??
      (status ? `HTTP ${status}` : String(thrown.code ?? 'Unreachable')),
    kind:
      withoutToken && status === undefined ? 'denied' : kindOfStatus(status),
    message: first?.message ?? thrown.message ?? '',
    status,
    cause: error,
  });
}

/** The first chunks of a body, and whether they are all of it. */
async function readHead(body: AsyncGenerator<Uint8Array>) {
  const head: Uint8Array[] = [];
  for (let size = 0; size < CHUNK_SIZE; ) {
    const next = await body.next();
    if (next.done) {
      return { head, isWhole: true };
    }
    size += next.value.length;
    head.push(next.value);
  }
  return { head, isWhole: false };
}

class GcsStorage implements StorageProvider {
  readonly #bucket: Bucket;
  readonly #prefix: string;

  constructor(bucket: Bucket, prefix: string) {
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async put(options: PutObjectOptions): Promise<void> {
    const { key, signal } = options;
    if (await this.head(key, signal)) {
      throw new ObjectExistsError(key);
    }
    const { body, rethrow } = watchBody(options.body);
    const { head, isWhole } = await readHead(body).catch(error => {
      rethrow(signal);
      throw error;
    });
    const settings = {
      preconditionOpts: { ifGenerationMatch: 0 },
      validation: 'crc32c' as const,
      metadata: {
        contentType: options.contentType,
        metadata: options.metadata,
      },
    };
    async function* whole() {
      yield* head;
      yield* body;
    }
    try {
      if (isWhole) {
        // What fits into one request needs no session, and an empty object
        // can't have one. Unlike a stream, it can be sent again.
        await this.#file(key).save(Buffer.concat(head), {
          ...settings,
          resumable: false,
        });
      } else {
        await pipeline(
          Readable.from(whole(), { objectMode: false }),
          this.#file(key).createWriteStream({
            ...settings,
            resumable: true,
            chunkSize: CHUNK_SIZE,
            highWaterMark: CHUNK_SIZE,
          }),
          { signal },
        );
      }
    } catch (error) {
      rethrow(signal);
      // Where the last answer of an upload is lost, the client asks how far it
      // came, and doesn't understand that it has become the object.
      const isConfused = (error as Error).name === 'RangeError';
      if (isConfused && (await this.head(key, signal))) {
        throw new ObjectExistsError(key, error);
      }
      throw gcsError(error, key);
    }
  }

  async head(
    key: string,
    signal?: AbortSignal,
  ): Promise<StoredObject | undefined> {
    try {
      signal?.throwIfAborted();
      const [found] = await this.#file(key).getMetadata();
      return {
        key,
        size: Number(found.size),
        metadata: (found.metadata ?? {}) as Record<string, string>,
      };
    } catch (error) {
      signal?.throwIfAborted();
      const failure = gcsError(error, key);
      if (failure instanceof StorageError && failure.status === 404) {
        return undefined;
      }
      throw failure;
    }
  }

  async *get(key: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      signal?.throwIfAborted();
      yield* this.#file(key).createReadStream({ decompress: false });
    } catch (error) {
      throw gcsError(error, key);
    }
  }

  async *list(options: ListObjectsOptions): AsyncGenerator<StoredObject> {
    try {
      const found = this.#bucket.getFilesStream({
        prefix: joinKey(this.#prefix, options.prefix),
      });
      for await (const file of found as AsyncIterable<File>) {
        options.signal?.throwIfAborted();
        yield {
          key: relativeKey(this.#prefix, file.name),
          size: Number(file.metadata.size),
          metadata: {},
        };
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      throw gcsError(error, options.prefix);
    }
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    try {
      signal?.throwIfAborted();
      await this.#file(key).delete({ ignoreNotFound: true });
    } catch (error) {
      signal?.throwIfAborted();
      throw gcsError(error, key);
    }
  }

  async close(): Promise<void> {}

  #file(key: string): File {
    return this.#bucket.file(joinKey(this.#prefix, key));
  }
}

/** Google Cloud Storage. */
export const gcsProvider: StorageProviderFactory = {
  kind: 'gcs',
  open: async connection => {
    const { destination, endpoint, profile } = connection;
    const storage = new (sdk().Storage)({
      ...(endpoint && {
        apiEndpoint: endpoint.replace(/\/$/, ''),
        useAuthWithCustomEndpoint: true,
      }),
      ...(profile?.universeDomain && {
        universeDomain: profile.universeDomain,
      }),
      ...(profile?.keyFile && { keyFilename: profile.keyFile }),
      // The client brings a library of its own for the same interface.
      authClient: (await clientOf(
        connection,
      )) as unknown as StorageOptions['authClient'],
      retryOptions: {
        maxRetries: 4,
        // Every call of ours may be repeated: puts create only.
        idempotencyStrategy: sdk().IdempotencyStrategy.RetryAlways,
        retryDelayMultiplier: 2,
        maxRetryDelay: 4,
      },
    });
    return new GcsStorage(
      storage.bucket(destination.container),
      destination.prefix,
    );
  },
};
