/**
 * Remembers what broke a body, so that it can be told from what broke the
 * storage.
 */
export function watchBody(source: AsyncIterable<Uint8Array>): {
  body: AsyncGenerator<Uint8Array>;
  /** Throws the body's own error, or the signal's reason, if there is one. */
  rethrow(signal: AbortSignal | undefined): void;
} {
  let failure: { error: unknown } | undefined;
  async function* watched() {
    try {
      yield* source;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  return {
    body: watched(),
    rethrow: signal => {
      signal?.throwIfAborted();
      if (failure) {
        throw failure.error;
      }
    },
  };
}
