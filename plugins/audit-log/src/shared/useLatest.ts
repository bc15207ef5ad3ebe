import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * A function that stays the same between renders and calls the one of the
 * latest render, so that what is expensive to draw is not drawn anew for it.
 */
export function useLatest<Args extends unknown[]>(
  callback: (...args: Args) => void,
): (...args: Args) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
