import { StorageProvider } from 'backstage-plugin-audit-log-node';
import { Patience, PatienceOptions } from './Patience';

/** How a storage is to be waited for. */
export interface WaitOptions extends Pick<PatienceOptions, 'onWaiting'> {
  /** For the answer to each request; a minute where it is absent. */
  answerMs?: number;
  /** For taking the next part of an object; two minutes where it is absent. */
  partMs?: number;
}

const ANSWER_MS = 60_000;

/** Parts have 8 MiB: they get through on 2 Mbit/s. */
const PART_MS = 120_000;

/** Opens a storage whose every step, from this one on, ends in time. */
export async function openLimited(
  open: () => Promise<StorageProvider>,
  options: WaitOptions = {},
): Promise<StorageProvider> {
  const { onWaiting, answerMs = ANSWER_MS } = options;
  const patience = new Patience({ limitMs: answerMs, onWaiting });
  let opening: Promise<StorageProvider> | undefined;
  try {
    const storage = await patience.of(() => {
      opening = open();
      return opening;
    });
    return limitedStorage(storage, options);
  } catch (error) {
    opening?.then(late => late.close()).catch(() => {});
    throw error;
  }
}

/** The same storage, whose every step ends in time. */
export function limitedStorage(
  storage: StorageProvider,
  options: WaitOptions = {},
): StorageProvider {
  const { onWaiting, answerMs = ANSWER_MS, partMs = PART_MS } = options;
  const patienceFor = (signal?: AbortSignal, limitMs = answerMs) =>
    new Patience({ limitMs, onWaiting, signal });
  return {
    async put(put) {
      const patience = patienceFor(put.signal, partMs);
      try {
        await patience.of(() =>
          storage.put({
            ...put,
            body: takenInTime(put.body, patience),
            signal: patience.signal,
          }),
        );
      } finally {
        patience.close();
      }
    },
    head(key, signal) {
      const patience = patienceFor(signal);
      return patience.of(() => storage.head(key, patience.signal));
    },
    get(key, signal) {
      const patience = patienceFor(signal);
      return givenInTime(() => storage.get(key, patience.signal), patience);
    },
    list(list) {
      const patience = patienceFor(list.signal);
      return givenInTime(
        () => storage.list({ ...list, signal: patience.signal }),
        patience,
      );
    },
    delete(key, signal) {
      const patience = patienceFor(signal);
      return patience.of(() => storage.delete(key, patience.signal));
    },
    async close() {
      const patience = patienceFor();
      try {
        await patience.of(() => storage.close());
      } catch (error) {
        // It is not used afterwards: that it hangs spoils nothing.
        if (!patience.signal.aborted) {
          throw error;
        }
      }
    },
  };
}

/** The storage has the turn except while it waits for the body. */
async function* takenInTime(
  body: AsyncIterable<Uint8Array>,
  patience: Patience,
): AsyncGenerator<Uint8Array> {
  patience.end();
  try {
    for await (const chunk of body) {
      patience.signal.throwIfAborted();
      patience.begin();
      yield chunk;
      patience.end();
    }
  } finally {
    patience.begin();
  }
}

async function* givenInTime<T>(
  open: () => AsyncIterable<T>,
  patience: Patience,
): AsyncGenerator<T> {
  const items = open()[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await patience.of(() => items.next());
      if (next.done) {
        isOver = true;
        return;
      }
      yield next.value;
    }
  } finally {
    const closing = async () => items.return?.();
    if (patience.signal.aborted) {
      // What hangs hears of it when it goes on, if ever.
      closing().catch(() => {});
    } else if (!isOver) {
      await patience.of(closing);
    }
  }
}
