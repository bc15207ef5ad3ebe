/** The backend refuses, because the caller has too much at once. */
const TOO_MANY = 429;

/** How long one call tries again, all waits together. */
const PATIENCE_MS = 60_000;

const MS_PER_SECOND = 1000;

/** Where the backend says "at once". */
const LEAST_WAIT_MS = 50;

/**
 * Sends a request again for as long as the backend says that the caller has too
 * much at once, when it says so. After a minute its refusal is the answer.
 */
export async function untilAdmitted(
  send: () => Promise<Response>,
  signal?: AbortSignal,
): Promise<Response> {
  let waitedMs = 0;
  for (;;) {
    const response = await send();
    const waitMs = waitOf(response);
    waitedMs += waitMs ?? 0;
    if (waitMs === undefined || waitedMs > PATIENCE_MS) {
      return response;
    }
    await response.body?.cancel();
    await pause(waitMs, signal);
  }
}

/** Milliseconds; undefined where there is nothing to wait for. */
function waitOf({ status, headers }: Response): number | undefined {
  if (status !== TOO_MANY) {
    return undefined;
  }
  const seconds = headers.get('retry-after') ?? '';
  return /^\d{1,3}$/.test(seconds)
    ? Math.max(Number(seconds) * MS_PER_SECOND, LEAST_WAIT_MS)
    : MS_PER_SECOND;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      ended.abort();
      resolve();
    }, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true, signal: ended.signal },
    );
  });
}
