/** For how long a loss is told as a problem, in milliseconds. */
export const LOSS_IS_RECENT_MS = 10 * 60_000;

/**
 * Counts what was lost. The count stays; whether it is a problem at present is
 * told by the time of the latest loss.
 */
export class LossCount {
  #total = 0;
  #latestAt = 0;

  get total(): number {
    return this.#total;
  }

  /** @param now - epoch milliseconds */
  add(count: number, now: number): void {
    if (count > 0) {
      this.#total += count;
      this.#latestAt = now;
    }
  }

  /**
   * Whether something was lost in the latest ten minutes, whichever way the
   * clock was set since.
   */
  isRecent(now: number): boolean {
    const ms = Math.abs(now - this.#latestAt);
    return this.#total > 0 && ms < LOSS_IS_RECENT_MS;
  }
}
