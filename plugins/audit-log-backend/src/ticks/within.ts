/** What took longer than it may. */
export class LimitError extends Error {
  override name = 'LimitError';
}

/**
 * What a promise resolves to, but waits no longer than the limit, and not
 * beyond the signal. The promise itself goes on, and its failure is nobody's.
 *
 * @throws LimitError with the sentence of `onLimit` where it takes longer, and
 * the reason of the signal where that aborts.
 */
export async function within<T>(
  promise: Promise<T>,
  options: { limitMs: number; onLimit: string; signal?: AbortSignal },
): Promise<T> {
  const { limitMs, onLimit, signal } = options;
  let forget = () => {};
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_, reject) => {
        const timer = setTimeout(
          () => reject(new LimitError(onLimit)),
          limitMs,
        );
        const onAbort = () => reject(signal?.reason);
        forget = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
        };
        if (signal?.aborted) {
          onAbort();
        } else {
          signal?.addEventListener('abort', onAbort, { once: true });
        }
      }),
    ]);
  } finally {
    forget();
  }
}
