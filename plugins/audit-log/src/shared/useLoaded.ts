import { useCallback, useEffect, useState } from 'react';
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

  useEffect(() => {
    const controller = new AbortController();
    setState(before => ({ status: 'loading', value: before.value }));
    load(controller.signal).then(
      value => {
        if (!controller.signal.aborted) {
          setState({ status: 'loaded', value });
        }
      },
      error => {
        if (!controller.signal.aborted) {
          setState(before => ({
            status: 'failed',
            error: toError(error),
            value: before.value,
          }));
        }
      },
    );
    return () => controller.abort();
  }, [load, attempt]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const replace = useCallback(
    (value: T) => setState({ status: 'loaded', value }),
    [],
  );
  return { ...state, reload, replace };
}
