import { useCallback, useState } from 'react';
import { EventsState } from './useEvents';

interface ActiveRow {
  index: number;
  /** Where the list was when this was its place. */
  shift: number;
  beginning: EventsState['beginning'];
}

/**
 * The row that the keyboard moves. It stays with its event while rows come
 * and go above it, and is the first one of each list that begins anew.
 *
 * @returns its place among the loaded rows, where it may not be any more
 */
export function useActiveRow(
  state: Pick<EventsState, 'shift' | 'beginning'>,
): [number, (index: number) => void] {
  const { shift, beginning } = state;
  const [active, setActive] = useState<ActiveRow>();
  const activate = useCallback(
    (index: number) => setActive({ index, shift, beginning }),
    [shift, beginning],
  );
  const from =
    active?.beginning === beginning
      ? active
      : { index: beginning.row, shift: beginning.shift };
  return [from.index + shift - from.shift, activate];
}
