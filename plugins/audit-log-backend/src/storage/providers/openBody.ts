import {
  ObjectExistsError,
  StorageError,
} from 'backstage-plugin-audit-log-node';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** Before each further attempt, in milliseconds. */
const delays = [500, 1_000, 2_000, 4_000];

/**
 * Opens a download, again where the storage is unavailable, until its first
 * bytes are there. From then on a failure is the reader's.
 */
export async function openBody(options: {
  open: () => Readable;
  errorOf: (error: unknown) => StorageError | ObjectExistsError;
  signal?: AbortSignal;
}): Promise<AsyncIterable<Uint8Array>> {
  const { open, errorOf, signal } = options;
  for (let attempt = 0; ; attempt++) {
    const stream = open();
    const abort = () => void stream.destroy(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    const end = () => signal?.removeEventListener('abort', abort);
    try {
      const chunks = stream[Symbol.asyncIterator]();
      const first = await chunks.next();
      return bodyOf(first, chunks, end);
    } catch (error) {
      end();
      signal?.throwIfAborted();
      const failure = errorOf(error);
      const isTransient =
        failure instanceof StorageError && failure.kind === 'unavailable';
      if (!isTransient || attempt >= delays.length) {
        throw failure;
      }
      await setTimeout(delays[attempt], undefined, { signal });
    }
  }
}

async function* bodyOf(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
  end: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    end();
    await rest.return?.();
  }
}
