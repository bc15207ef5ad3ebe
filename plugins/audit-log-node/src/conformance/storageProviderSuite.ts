/* eslint-disable jest/no-export -- a suite is there to be imported by tests */
import { createCipheriv, createHash, randomUUID } from 'node:crypto';
import {
  ObjectExistsError,
  PutObjectOptions,
  StorageError,
  StorageProvider,
} from '../storage';

/** @public */
export interface StorageProviderSuiteOptions {
  /** Opens the storage; every call may lead to the same objects. */
  open(): Promise<StorageProvider>;
  /** Whether metadata comes back from `head`. */
  keepsMetadata: boolean;
  /** Bytes of an object that needs several requests. */
  largeSize?: number;
}

/**
 * Bytes that repeat themselves for the same seed, and that don't compress.
 *
 * @public
 */
export async function* pseudoRandomBytes(
  size: number,
  seed: string,
): AsyncGenerator<Uint8Array> {
  const block = 64 * 1024;
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  for (let done = 0; done < size; done += block) {
    yield cipher.update(Buffer.alloc(Math.min(block, size - done)));
  }
}

/** Hex SHA-256 of everything that comes. @public */
export async function digestOf(
  source: AsyncIterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a rejection');
}

/**
 * The promises that every storage provider keeps. Call it inside a `describe`
 * block.
 *
 * @public
 */
export function storageProviderSuite(options: StorageProviderSuiteOptions) {
  const largeSize = options.largeSize ?? 20 * 1024 * 1024 + 12_345;
  let storage: StorageProvider;
  let folder: string;
  beforeAll(async () => {
    storage = await options.open();
  });
  beforeEach(() => {
    folder = randomUUID();
  });
  afterAll(() => storage?.close());

  const put = (key: string, body: string | AsyncIterable<Uint8Array>) => {
    async function* text() {
      yield Buffer.from(body as string);
    }
    const wanted: PutObjectOptions = {
      key,
      body: typeof body === 'string' ? text() : body,
      contentType: 'text/plain',
      metadata: { run: 'run-1', sha: 'abc' },
    };
    return storage.put(wanted);
  };
  const read = async (key: string) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of storage.get(key)) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  };

  it('gives back what was put', async () => {
    const key = `${folder}/dt=2026-11-22/file.txt`;
    await put(key, 'content');
    await expect(read(key)).resolves.toBe('content');
    await expect(storage.head(key)).resolves.toEqual({
      key,
      size: 7,
      metadata: options.keepsMetadata ? { run: 'run-1', sha: 'abc' } : {},
    });
  });

  it('takes an empty object', async () => {
    await put(`${folder}/empty`, '');
    await expect(storage.head(`${folder}/empty`)).resolves.toMatchObject({
      size: 0,
    });
  });

  it('takes an object of many parts', async () => {
    await put(`${folder}/large`, pseudoRandomBytes(largeSize, 'large'));
    await expect(storage.head(`${folder}/large`)).resolves.toMatchObject({
      size: largeSize,
    });
    await expect(digestOf(storage.get(`${folder}/large`))).resolves.toBe(
      await digestOf(pseudoRandomBytes(largeSize, 'large')),
    );
  });

  it.each(['small', 'large'])(
    'never changes a %s object that exists',
    async size => {
      const key = `${folder}/taken`;
      await put(key, 'first');
      const second =
        size === 'small' ? 'second' : pseudoRandomBytes(largeSize, 'second');
      expect(await rejection(put(key, second))).toBeInstanceOf(
        ObjectExistsError,
      );
      await expect(read(key)).resolves.toBe('first');
    },
  );

  it('lets one of several concurrent puts win', async () => {
    const key = `${folder}/contested`;
    const contents = ['first', 'second', 'third'];
    const results = await Promise.allSettled(
      contents.map(content => put(key, content)),
    );
    const winners = contents.filter(
      (_, index) => results[index].status === 'fulfilled',
    );
    expect(winners).toHaveLength(1);
    await expect(read(key)).resolves.toBe(winners[0]);
  });

  it.each([0, largeSize - 1])(
    'leaves nothing behind when the body breaks after %d bytes',
    async size => {
      async function* broken() {
        yield* pseudoRandomBytes(size, 'broken');
        throw new Error('the database went away');
      }
      await expect(put(`${folder}/broken`, broken())).rejects.toThrow(
        'the database went away',
      );
      await expect(storage.head(`${folder}/broken`)).resolves.toBeUndefined();
    },
  );

  it('leaves nothing behind when it is aborted', async () => {
    const controller = new AbortController();
    async function* endless() {
      for (let part = 0; ; part++) {
        yield* pseudoRandomBytes(1024 * 1024, 'endless');
        if (part === 10) {
          controller.abort();
        }
      }
    }
    const error = await rejection(
      storage.put({
        key: `${folder}/aborted`,
        body: endless(),
        contentType: 'text/plain',
        metadata: {},
        signal: controller.signal,
      }),
    );
    expect(error).toMatchObject({ name: 'AbortError' });
    await expect(storage.head(`${folder}/aborted`)).resolves.toBeUndefined();
  });

  it('lists what lies under a prefix', async () => {
    const keys = ['a/1', 'a/2', 'a/b/3', 'c/4'].map(key => `${folder}/${key}`);
    for (const key of keys) {
      await put(key, key);
    }
    const found: string[] = [];
    for await (const { key } of storage.list({ prefix: `${folder}/a/` })) {
      found.push(key);
    }
    expect(found.sort()).toEqual(keys.slice(0, 3));
  });

  it('says that an object is missing', async () => {
    await expect(storage.head(`${folder}/none`)).resolves.toBeUndefined();
    const error = await rejection(read(`${folder}/none`));
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ kind: 'missing' });
  });

  it('deletes, once or twice', async () => {
    await put(`${folder}/gone`, 'content');
    await storage.delete(`${folder}/gone`);
    await storage.delete(`${folder}/gone`);
    await expect(storage.head(`${folder}/gone`)).resolves.toBeUndefined();
  });
}
