import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';

/** Something that is read from the backend. */
export type Loaded<T> =
  | { status: 'loading'; value?: T }
  | { status: 'failed'; error: Error; value?: T }
  | { status: 'loaded'; value: T };

/**
 * Reads something when the component appears, when `load` changes, and when
 * `reload` is called. What was read before stays visible meanwhile.
 *
 * @param load - must be stable between renders (`useCallback`)
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
): Loaded<T> & { reload: () => void; replace: (value: T) => void } {
  const [state, setState] = useState<Loaded<T>>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // What is replaced while a read is on its way is newer than its answer.
  const replaced = useRef(0);

  useEffect(() => {
    const controller = new AbortController();
    const before = replaced.current;
    const isStale = () =>
      controller.signal.aborted || before !== replaced.current;
    setState(shown => ({ status: 'loading', value: shown.value }));
    load(controller.signal).then(
      value => {
        if (!isStale()) {
          setState({ status: 'loaded', value });
        }
      },
      error => {
        if (!isStale()) {
          setState(shown => ({
            status: 'failed',
            error: toError(error),
            value: shown.value,
          }));
        }
      },
    );
    return () => controller.abort();
  }, [load, attempt]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const replace = useCallback((value: T) => {
    replaced.current += 1;
    setState({ status: 'loaded', value });
  }, []);
  return { ...state, reload, replace };
}
