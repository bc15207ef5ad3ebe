/** When recording began or ended. */
export interface Switch {
  /** Milliseconds since 1970. */
  at: number;
  isOn: boolean;
}

/**
 * None is of a later time than the one after it: where one says so, the clock
 * was ahead then.
 *
 * @param switches - in the order of the log
 */
export function orderedSwitches(switches: readonly Switch[]): Switch[] {
  let earliest = Infinity;
  return switches
    .toReversed()
    .map(({ at, isOn }) => {
      earliest = Math.min(earliest, at);
      return { at: earliest, isOn };
    })
    .reverse();
}
