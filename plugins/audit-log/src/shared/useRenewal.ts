import { useEffect, useRef, useState } from 'react';
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
  // An equal answer may come at once, and change nothing else.
  const [reads, setReads] = useState(0);

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
        setReads(count => count + 1);
        reload();
      },
      wasHidden.current ? 0 : everyMs,
    );
    return () => clearTimeout(timer);
  }, [everyMs, status, value, reload, isVisible, reads]);
}
