/** Latest durations, in milliseconds, from which percentiles are told. */
const WINDOW = 512;

/** Percentiles over the latest measurements, in milliseconds. */
export interface Percentiles {
  p50: number;
  p99: number;
  max: number;
}

/** Keeps the latest measurements of one duration. */
export class Durations {
  readonly #latest: number[] = [];
  #next = 0;

  add(ms: number): void {
    this.#latest[this.#next] = ms;
    this.#next = (this.#next + 1) % WINDOW;
  }

  /** Null where nothing was measured yet. */
  percentiles(): Percentiles | null {
    if (this.#latest.length === 0) {
      return null;
    }
    const sorted = [...this.#latest].sort((a, b) => a - b);
    const at = (share: number) =>
      round(
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))],
      );
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
