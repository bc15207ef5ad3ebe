const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** How often a tab looks for new events while another one is connected. */
const LOOK_MS = 30_000;

const TURN = 'backstage-plugin-audit-log/watching';

export interface Watching {
  /**
   * Hears what is new for so many seconds, for as long as the backend lets one
   * where undefined; rejects where it can't.
   */
  listen: (seconds: number | undefined, signal: AbortSignal) => Promise<void>;
  /** Called for each time that it couldn't. */
  onFailure: () => void;
  signal: AbortSignal;
}

/**
 * Watches for new events until `signal` is aborted, with one lasting connection
 * for all tabs of a browser: more would soon be all that it has for a portal.
 *
 * @remarks
 * The tab that somebody turned to last is connected, and others that can be
 * seen look now and then. Where the browser knows no locks (pages without
 * TLS), each tab is connected while it can be seen.
 */
export async function watchInTurn(watching: Watching): Promise<void> {
  const { signal } = watching;
  let isTurnedTo = true;
  while (!signal.aborted) {
    isTurnedTo = await watchOnce(isTurnedTo);
  }

  /** Until the turn is over; resolves to whether somebody turned to this tab. */
  async function watchOnce(takesOver: boolean): Promise<boolean> {
    let wasTurnedTo = false;
    const waiting = linked(signal);
    const onFocus = () => {
      wasTurnedTo = true;
      waiting.abort();
    };
    window.addEventListener('focus', onFocus);
    if (!takesOver) {
      void repeat(watching, waiting.signal, { seconds: 0, pauseMs: LOOK_MS });
    }
    await inTurn(takesOver, waiting.signal, held => {
      window.removeEventListener('focus', onFocus);
      waiting.abort();
      return repeat(watching, held, { pauseMs: FIRST_RETRY_MS });
    });
    window.removeEventListener('focus', onFocus);
    waiting.abort();
    return wasTurnedTo;
  }

  /** Ends when `work` does, when another tab takes over, and with `until`. */
  async function inTurn(
    steal: boolean,
    until: AbortSignal,
    work: (held: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const held = linked(signal);
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) {
      await work(held.signal);
      return;
    }
    try {
      await locks.request(TURN, steal ? { steal } : { signal: until }, () =>
        work(held.signal),
      );
    } catch (error) {
      if ((error as Error).name !== 'AbortError') {
        // This page may not use locks.
        await work(held.signal);
      }
    } finally {
      held.abort();
    }
  }
}

/** Listens again and again; waits for longer each time that it fails. */
async function repeat(
  { listen, onFailure }: Watching,
  signal: AbortSignal,
  { seconds, pauseMs }: { seconds?: number; pauseMs: number },
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await listen(seconds, signal);
      failures = 0;
    } catch {
      if (!signal.aborted) {
        onFailure();
      }
      failures += 1;
    }
    const factor = 2 ** Math.max(failures - 1, 0);
    await pause(Math.min(pauseMs * factor, LAST_RETRY_MS), signal);
  }
}

/** A controller that is aborted with the signal, if not before. */
function linked(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  if (signal.aborted) {
    controller.abort();
  }
  signal.addEventListener('abort', () => controller.abort(), {
    once: true,
    signal: controller.signal,
  });
  return controller;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      ended.abort();
      resolve();
    }, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true, signal: ended.signal },
    );
  });
}
