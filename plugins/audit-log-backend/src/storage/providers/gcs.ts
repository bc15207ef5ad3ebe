import type {
  Bucket,
  File,
  Storage,
  StorageOptions,
} from '@google-cloud/storage';
import type { AuthClient } from 'google-auth-library';
import {
  ObjectExistsError,
  StorageConnection,
  StorageError,
  StorageProviderFactory,
  kindOfStatus,
} from 'backstage-plugin-audit-log-node';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Cloud, CloudStorage } from './CloudStorage';
import { openBody } from './openBody';

/** A multiple of 256 KiB; a chunk is what a failed request repeats. */
const CHUNK_SIZE = 8 * 1024 * 1024;
const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';

/**
 * Objects need no project. Where none is given, the clients ask Google for the
 * one of the credentials, which takes an API and a permission of its own.
 */
const PROJECT = 'none';

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
    projectId: PROJECT,
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
  ].find(each => each !== undefined && each >= 300 && each < 600);
  if (status === 412) {
    return new ObjectExistsError(key, error);
  }
  const [first] = thrown.errors ?? errorsIn(thrown.message);
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

/** Streams reject with the answer's body as their message. */
function errorsIn(message = ''): { reason?: string; message?: string }[] {
  try {
    return JSON.parse(message).error.errors ?? [];
  } catch {
    return [];
  }
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

class GoogleBucket implements Cloud {
  readonly #bucket: Bucket;
  /** The same bucket, for downloads: see {@link withoutRetries}. */
  readonly #downloads: Bucket;
  readonly errorOf = gcsError;

  constructor(buckets: { bucket: Bucket; downloads: Bucket }) {
    this.#bucket = buckets.bucket;
    this.#downloads = buckets.downloads;
  }

  async head(key: string) {
    const [found] = await this.#bucket.file(key).getMetadata();
    return {
      size: Number(found.size),
      metadata: (found.metadata ?? {}) as Record<string, string>,
    };
  }

  get(key: string, signal?: AbortSignal) {
    return openBody({
      open: () =>
        this.#downloads.file(key).createReadStream({ decompress: false }),
      errorOf: error => gcsError(error, key),
      signal,
    });
  }

  async *list(prefix: string) {
    const found = this.#bucket.getFilesStream({ prefix });
    for await (const file of found as AsyncIterable<File>) {
      yield { key: file.name, size: Number(file.metadata.size) };
    }
  }

  delete(key: string) {
    return this.#bucket.file(key).delete({ ignoreNotFound: true });
  }

  async upload(options: Parameters<Cloud['upload']>[0]) {
    const { key, body, signal } = options;
    const { head, isWhole } = await readHead(body);
    const settings = {
      preconditionOpts: { ifGenerationMatch: 0 },
      validation: 'crc32c' as const,
      metadata: {
        contentType: options.contentType,
        metadata: options.metadata,
      },
    };
    if (isWhole) {
      // What fits into one request needs no session, and an empty object
      // can't have one. Unlike a stream, it can be sent again.
      await this.#bucket
        .file(key)
        .save(Buffer.concat(head), { ...settings, resumable: false });
      return;
    }
    async function* whole() {
      yield* head;
      yield* body;
    }
    await pipeline(
      Readable.from(whole(), { objectMode: false }),
      this.#bucket.file(key).createWriteStream({
        ...settings,
        resumable: true,
        chunkSize: CHUNK_SIZE,
        highWaterMark: CHUNK_SIZE,
      }),
      { signal },
    );
  }

  isAbsent({ status }: StorageError) {
    return status === 404;
  }

  /** The client asks how far it came, and doesn't understand: it is done. */
  mayBeComplete({ cause }: StorageError) {
    return (cause as Error | undefined)?.name === 'RangeError';
  }

  close() {}
}

function storageOf(
  { endpoint, profile }: StorageConnection,
  own: StorageOptions,
): Storage {
  return new (sdk().Storage)({
    projectId: PROJECT,
    ...(endpoint && {
      apiEndpoint: endpoint.replace(/\/$/, ''),
      useAuthWithCustomEndpoint: true,
    }),
    ...(profile?.universeDomain && {
      universeDomain: profile.universeDomain,
    }),
    ...(profile?.keyFile && { keyFilename: profile.keyFile }),
    ...own,
  });
}

/**
 * The same storage, with the same tokens, that never repeats a request: where
 * the client repeats a download that was refused, it leaves a rejection behind
 * that nobody can catch.
 */
function withoutRetries(connection: StorageConnection, storage: Storage) {
  return storageOf(connection, {
    authClient: storage.authClient,
    retryOptions: { autoRetry: false },
  });
}

/** Google Cloud Storage. */
export const gcsProvider: StorageProviderFactory = {
  kind: 'gcs',
  open: async connection => {
    const authClient = await clientOf(connection).catch(error => {
      throw gcsError(error, '');
    });
    const storage = storageOf(connection, {
      // The client brings a library of its own for the same interface.
      authClient: authClient as unknown as StorageOptions['authClient'],
      retryOptions: {
        maxRetries: 4,
        // Every call of ours may be repeated: puts create only.
        idempotencyStrategy: sdk().IdempotencyStrategy.RetryAlways,
        retryDelayMultiplier: 2,
        maxRetryDelay: 4,
      },
    });
    const downloads = withoutRetries(connection, storage);
    const { container, prefix } = connection.destination;
    const cloud = new GoogleBucket({
      bucket: storage.bucket(container),
      downloads: downloads.bucket(container),
    });
    return new CloudStorage({ cloud, prefix });
  },
};
