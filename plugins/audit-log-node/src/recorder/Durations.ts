/** Latest durations, in milliseconds, from which percentiles are told. */
const WINDOW = 512;

/** Keeps the latest measurements of one duration. */
export class Durations {
  readonly #latest: number[] = [];
  #next = 0;

  add(ms: number): void {
    this.#latest[this.#next] = ms;
    this.#next = (this.#next + 1) % WINDOW;
  }

  /** Null where nothing was measured yet. */
  percentiles(): { p50: number; p99: number; max: number } | null {
    if (this.#latest.length === 0) {
      return null;
    }
    const sorted = [...this.#latest].sort((a, b) => a - b);
    const last = sorted.length - 1;
    const at = (share: number) =>
      Math.round(sorted[Math.min(last, Math.floor(last * share))] * 100) / 100;
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
