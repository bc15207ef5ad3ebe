const FIRST_MS = 100;
const LONGEST_MS = 30_000;

/**
 * How long to wait after the nth failure in a row, counted from 1: doubled
 * each time, with full jitter, so that replicas don't come back at once.
 *
 * @param random - a number from 0 to 1, exclusive.
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.ceil(FIRST_MS / 2 + random() * (ceiling - FIRST_MS / 2));
}
