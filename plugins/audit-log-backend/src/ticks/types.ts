/** What a replica does again and again until it stops. */
export interface Tick {
  /**
   * What it does, so that "… fails" can follow on the status: 'Looking for
   * exports that are due'. No two have the same.
   */
  name: string;
  /** From the end of one to the beginning of the next. */
  intervalMs: number;
  /** How long one may take before it is given up. */
  limitMs: number;
  /**
   * MUST end soon after `signal` aborts: the backend shuts down, or the limit
   * is over. Where it doesn't, the next one begins beside it.
   */
  run(signal: AbortSignal): Promise<void>;
}

/** Where it is kept what doesn't work, by what it is about. */
export interface TickHealth {
  /** @param sentence - undefined where it works again */
  set(about: string, sentence: string | undefined): void;
}
