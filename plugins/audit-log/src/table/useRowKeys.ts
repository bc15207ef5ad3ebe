import { KeyboardEvent, useCallback } from 'react';

/** Moves the active row with the keyboard; Enter opens it. */
export function useRowKeys(options: {
  active: number;
  count: number;
  pageSize: number;
  onActive: (index: number) => void;
  onOpen: (index: number) => void;
  /** Goes to the first row of all; missing where that is loaded. */
  onFirst?: () => void;
  /** Goes to the last row of all; missing where that is loaded. */
  onLast?: () => void;
}): (event: KeyboardEvent) => void {
  const { active, count, pageSize, onActive, onOpen } = options;
  const { onFirst, onLast } = options;
  return useCallback(
    (event: KeyboardEvent) => {
      if ((event.target as Element).closest('button') || count === 0) {
        return;
      }
      const beyond = { Home: onFirst, End: onLast }[event.key];
      if (beyond) {
        event.preventDefault();
        beyond();
        return;
      }
      const target = rowAfterKey(event.key, { active, count, pageSize });
      if (target !== undefined) {
        event.preventDefault();
        onActive(target);
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        onOpen(active);
      }
    },
    [active, count, pageSize, onActive, onOpen, onFirst, onLast],
  );
}

/** The row that a key leads to, or undefined for keys that don't move. */
export function rowAfterKey(
  key: string,
  options: { active: number; count: number; pageSize: number },
): number | undefined {
  const { active, count, pageSize } = options;
  const within = (index: number) => Math.min(Math.max(index, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(active + 1);
    case 'ArrowUp':
    case 'k':
      return within(active - 1);
    case 'PageDown':
      return within(active + pageSize);
    case 'PageUp':
      return within(active - pageSize);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
