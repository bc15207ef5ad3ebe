import { StorageProvider, StoredObject } from 'backstage-plugin-audit-log-node';
import { limitedStorage, openLimited } from './limitedStorage';

const never = <T>() => new Promise<T>(() => {});
const heeding = <T>(signal?: AbortSignal) =>
  new Promise<T>((_, reject) => {
    const end = () => reject(new Error('AbortError of a client'));
    signal?.addEventListener('abort', end);
  });
const bytes = (text: string) => Buffer.from(text);
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

async function* bodyOf(...chunks: string[]) {
  for (const chunk of chunks) {
    yield bytes(chunk);
  }
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of source) {
    found.push(item);
  }
  return found;
}

/** A storage that does nothing but what a test says. */
function storageOf(changes: Partial<StorageProvider>): StorageProvider {
  return {
    put: async ({ body }) => void (await all(body)),
    head: async () => undefined,
    get: () => bodyOf('a', 'b'),
    list: () => (async function* list(): AsyncGenerator<StoredObject> {})(),
    delete: async () => {},
    close: async () => {},
    ...changes,
  };
}

const putting = (body: AsyncIterable<Uint8Array>, signal?: AbortSignal) => ({
  key: 'k',
  body,
  contentType: 'text/plain',
  metadata: {},
  signal,
});

/** Each step, and how it is begun. */
const steps: [
  string,
  (hang: (signal?: AbortSignal) => Promise<never>) => Partial<StorageProvider>,
  (storage: StorageProvider, signal?: AbortSignal) => Promise<unknown>,
][] = [
  [
    'put before it takes the body',
    hang => ({ put: ({ signal }) => hang(signal) }),
    (storage, signal) => storage.put(putting(bodyOf('a'), signal)),
  ],
  [
    'put in the middle of the body',
    hang => ({
      put: async ({ body, signal }) => {
        for await (const chunk of body) {
          await hang(signal);
          void chunk;
        }
      },
    }),
    (storage, signal) => storage.put(putting(bodyOf('a', 'b'), signal)),
  ],
  [
    'put after the body',
    hang => ({
      put: async ({ body, signal }) => {
        await all(body);
        await hang(signal);
      },
    }),
    (storage, signal) => storage.put(putting(bodyOf('a', 'b'), signal)),
  ],
  [
    'head',
    hang => ({ head: (_, signal) => hang(signal) }),
    (storage, signal) => storage.head('k', signal),
  ],
  [
    'get before the first byte',
    hang => ({
      async *get(_, signal) {
        yield await hang(signal);
      },
    }),
    (storage, signal) => all(storage.get('k', signal)),
  ],
  [
    'get in the middle',
    hang => ({
      async *get(_, signal) {
        yield bytes('a');
        yield await hang(signal);
      },
    }),
    (storage, signal) => all(storage.get('k', signal)),
  ],
  [
    'list',
    hang => ({
      async *list({ signal }) {
        yield { key: 'k', size: 1, metadata: {} };
        yield await hang(signal);
      },
    }),
    (storage, signal) => all(storage.list({ prefix: '', signal })),
  ],
  [
    'delete',
    hang => ({ delete: (_, signal) => hang(signal) }),
    (storage, signal) => storage.delete('k', signal),
  ],
];

describe('limitedStorage', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  describe.each([
    ['heeds its signal', heeding],
    ['heeds nothing', never],
  ])('of a storage that hangs and %s', (_hang, hang) => {
    it.each(steps)('ends %s', async (_step, hanging, begin) => {
      const waiting: boolean[] = [];
      const storage = limitedStorage(storageOf(hanging(hang)), {
        answerMs: 10_000,
        partMs: 10_000,
        onWaiting: isWaiting => waiting.push(isWaiting),
      });
      const result = begin(storage).then(
        () => 'went well',
        error => error,
      );
      await pass(9_999);
      expect(waiting.at(-1)).toBe(true);
      await pass(1 + 3_000);
      await expect(result).resolves.toMatchObject({
        name: 'StorageError',
        kind: 'unavailable',
        message: 'TimeoutError: The storage did not answer within 10 s',
      });
      expect(waiting.at(-1)).toBe(false);
      expect(jest.getTimerCount()).toBe(0);
    });

    it.each(steps)('gives %s up with its caller', async (...step) => {
      const [, hanging, begin] = step;
      const caller = new AbortController();
      const storage = limitedStorage(storageOf(hanging(hang)));
      const result = begin(storage, caller.signal).then(
        () => 'went well',
        () => 'ended',
      );
      await pass(1_000);
      caller.abort(new Error('shutting down'));
      await pass(3_000);
      await expect(result).resolves.toBe('ended');
      expect(jest.getTimerCount()).toBe(0);
    });
  });

  it('lets an upload take as long as it needs, while it goes on', async () => {
    const taken: string[] = [];
    const storage = limitedStorage(
      storageOf({
        put: async ({ body }) => {
          for await (const chunk of body) {
            await new Promise(resolve => setTimeout(resolve, 9_000));
            taken.push(chunk.toString());
          }
        },
      }),
      { partMs: 10_000 },
    );
    const parts = Array.from({ length: 50 }, (_, index) => String(index));
    const put = storage.put(putting(bodyOf(...parts)));
    await pass(50 * 9_000);
    await put;
    expect(taken.map(Number)).toEqual(parts.map(Number));
  });

  it('blames no storage for a body that is slow, or wrong', async () => {
    const storage = limitedStorage(storageOf({}), { partMs: 10_000 });
    async function* slow() {
      await new Promise(resolve => setTimeout(resolve, 600_000));
      yield bytes('a');
    }
    const put = storage.put(putting(slow()));
    await pass(600_000);
    await put;

    async function* wrong(): AsyncGenerator<Uint8Array> {
      throw new Error('no rows');
    }
    await expect(storage.put(putting(wrong()))).rejects.toThrow('no rows');
  });

  it('gives a storage that was told to stop its time to clean up', async () => {
    let cleanedUp = false;
    const caller = new AbortController();
    const storage = limitedStorage(
      storageOf({
        put: async ({ signal }) => {
          await heeding(signal).catch(() => {});
          await new Promise(resolve => setTimeout(resolve, 2_000));
          cleanedUp = true;
          throw signal?.reason;
        },
      }),
    );
    const result = storage
      .put(putting(bodyOf('a'), caller.signal))
      .catch(error => [cleanedUp, error.message]);
    caller.abort(new Error('canceled'));
    await pass(2_000);
    await expect(result).resolves.toEqual([true, 'canceled']);
  });

  it('reads and lists what is there, and closes what is left early', async () => {
    let closed = 0;
    const storage = limitedStorage(
      storageOf({
        async *get() {
          try {
            yield bytes('a');
            yield bytes('b');
          } finally {
            closed += 1;
          }
        },
      }),
    );
    expect(String(await all(storage.get('k')))).toBe('a,b');
    for await (const chunk of storage.get('k')) {
      expect(String(chunk)).toBe('a');
      break;
    }
    expect(closed).toBe(2);
  });

  it('ends closing, which spoils nothing', async () => {
    const closing = limitedStorage(storageOf({ close: never })).close();
    await pass(63_000);
    await expect(closing).resolves.toBeUndefined();
  });

  it('ends opening, and closes what is opened too late', async () => {
    let open: (storage: StorageProvider) => void = () => {};
    const close = jest.fn(async () => {});
    const opening = openLimited(
      () =>
        new Promise<StorageProvider>(resolve => {
          open = resolve;
        }),
    ).catch(error => error.message);
    await pass(63_000);
    await expect(opening).resolves.toBe(
      'TimeoutError: The storage did not answer within 60 s',
    );
    open(storageOf({ close }));
    await pass(0);
    expect(close).toHaveBeenCalledTimes(1);
  });
});
