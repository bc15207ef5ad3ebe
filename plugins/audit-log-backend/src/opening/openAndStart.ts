import { setTimeout } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import { keepTrying } from './keepTrying';

/** How long the start of the backend waits for the log at most. */
const PATIENCE_MS = 30_000;

/**
 * Opens the log and starts it, without ever keeping the portal from starting.
 * Never rejects. Resolves when the log has started, when the first attempt has
 * failed, or when it takes too long to wait for.
 *
 * @param options.open - tried again until it succeeds; nothing is started where
 * there is nothing to open
 * @param options.start - called once with what was opened
 * @param options.onClosed - told in one sentence why the log isn't open, each
 * time that the reason is another one
 */
export async function openAndStart<T>(options: {
  open: () => Promise<T | undefined>;
  start: (opened: T) => Promise<void>;
  onClosed: (reason: string) => void;
  signal: AbortSignal;
  patienceMs?: number;
  firstPauseMs?: number;
}): Promise<void> {
  const { open, start, onClosed, signal, firstPauseMs } = options;
  const waiting = new AbortController();
  let hasStarted = false;
  await new Promise<void>(resolve => {
    const run = async () => {
      const opened = await keepTrying({
        attempt: open,
        onFailure: message => {
          onClosed(
            `The audit log can't be opened, and is tried again; until then events are held back in the journal: ${message}`,
          );
          resolve();
        },
        signal,
        firstPauseMs,
      });
      if (opened === undefined) {
        return;
      }
      try {
        await start(opened);
        hasStarted = true;
      } catch (error) {
        onClosed(
          `The audit log can't be started; events are held back in the journal until the backend starts again: ${
            toError(error).message
          }`,
        );
      }
    };
    run()
      .catch(() => {})
      .finally(() => {
        hasStarted = true;
        resolve();
      });
    setTimeout(options.patienceMs ?? PATIENCE_MS, undefined, {
      signal: waiting.signal,
      ref: false,
    }).then(
      () => {
        if (!hasStarted) {
          onClosed(
            'The audit log is still being opened: its tables may be being upgraded, or its database be slow; until then events are held back in the journal',
          );
        }
        resolve();
      },
      () => {},
    );
  });
  waiting.abort();
}
