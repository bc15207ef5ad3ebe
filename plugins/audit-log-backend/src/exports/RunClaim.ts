import { untilStopped, within } from '../ticks';
import { DatabaseRunStore } from './DatabaseRunStore';
import { RunProgress, StoredRun } from './types';

/** The run is another replica's by now, which goes on with it. */
export class ClaimLostError extends Error {
  name = 'ClaimLostError';
}

/** After this long without an answer a storage is taken to hang. */
const HANGING_MS = 10_000;

/** Somebody asked for the run to stop. */
export class RunCanceledError extends Error {
  name = 'RunCanceledError';
}

export interface RunClaimOptions {
  store: Pick<DatabaseRunStore, 'heartbeat' | 'updateClaimed'>;
  runId: string;
  by: string;
  leaseMs: number;
  heartbeatMs: number;
  clock: () => Date;
}

/**
 * A replica's hold on a run: renewed while it works, given up when it ends.
 * The signal aborts where the hold is lost or the run is canceled.
 */
export class RunClaim {
  readonly #options: RunClaimOptions;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #beating: Promise<void> = Promise.resolve();
  #progress: RunProgress;
  #waitingSince: number | undefined;

  constructor(options: RunClaimOptions, run: StoredRun) {
    this.#options = options;
    this.#progress = {
      rows: run.rows,
      bytes: run.bytes,
      reachedSequence: run.reachedSequence,
    };
    this.#timer = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#beat());
    }, options.heartbeatMs);
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  report(progress: RunProgress): void {
    this.#progress = progress;
  }

  /** Notes that the run begins or ends to wait for its storage. */
  waits(isWaiting: boolean): void {
    this.#waitingSince = isWaiting
      ? this.#options.clock().getTime()
      : undefined;
  }

  /** Whether the run does nothing but wait for a storage that says nothing. */
  get isHanging(): boolean {
    const now = this.#options.clock().getTime();
    return (
      this.#waitingSince !== undefined && now - this.#waitingSince >= HANGING_MS
    );
  }

  abort(reason: Error): void {
    this.#controller.abort(reason);
  }

  /** Stores what an attempt has come to; rejects where the run is lost. */
  async save(run: StoredRun): Promise<void> {
    const { store, by } = this.#options;
    if (!(await store.updateClaimed(run, by))) {
      throw new ClaimLostError(`Run '${run.id}' was taken by another replica`);
    }
  }

  /**
   * Stops renewing; resolves when nothing is under way any more, and after 5 s
   * in any case: a connection that went silent may not hold the place of the run.
   */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await untilStopped(this.#beating);
  }

  async #beat(): Promise<void> {
    const { store, runId, by, leaseMs, clock } = this.#options;
    try {
      const beat = store.heartbeat(runId, {
        by,
        until: new Date(clock().getTime() + leaseMs),
        progress: this.#progress,
      });
      // What hangs for longer has lost its lease; the next one finds out.
      const kept = await within(beat, { limitMs: leaseMs, onLimit: '' });
      if (!kept) {
        this.abort(
          new ClaimLostError(`Run '${runId}' was taken by another replica`),
        );
      } else if (kept.cancelRequested) {
        this.abort(new RunCanceledError(`Run '${runId}' was canceled`));
      }
    } catch {
      // A database that is away for longer than the lease lets another
      // replica take the run; that shows at the next beat that gets through.
    }
  }
}
