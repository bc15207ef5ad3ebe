import { useEffect, useRef } from 'react';
import { Loaded } from './useLoaded';
import { useVisibility } from './useVisibility';

/**
 * Reads something again and again while its tab is looked at, and at once when
 * somebody comes back to it.
 *
 * @param everyMs - milliseconds between two reads; undefined reads no more
 */
export function useRenewal(
  loaded: Loaded<unknown> & { reload: () => void },
  everyMs: number | undefined,
): void {
  const { status, value, reload } = loaded;
  const isVisible = useVisibility();
  const wasHidden = useRef(false);

  useEffect(() => {
    if (!isVisible) {
      wasHidden.current = true;
      return undefined;
    }
    if (status === 'loading' || everyMs === undefined) {
      return undefined;
    }
    const timer = setTimeout(
      () => {
        wasHidden.current = false;
        reload();
      },
      wasHidden.current ? 0 : everyMs,
    );
    return () => clearTimeout(timer);
  }, [everyMs, status, value, reload, isVisible]);
}
