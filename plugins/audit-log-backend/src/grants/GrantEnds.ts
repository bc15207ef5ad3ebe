import { GrantEnd, GrantEndListener, GrantStanding, GrantStore } from './types';

/** How long before its end the holder of a long grant is told. */
const NOTICE_DAYS = 3;
/** Of a short grant, the part of its time that is left when they are told. */
const NOTICE_PART = 1 / 4;
/** What ended while nothing ran is told for so long. */
const TOLD_LATE_DAYS = 7;

export interface GrantEndsOptions {
  store: Pick<GrantStore, 'list'>;
  clock: () => Date;
  /** How long a day lasts, in milliseconds. */
  dayMs: number;
  /** What somebody may read at the moment. */
  standingOf: (grantee: string) => Promise<GrantStanding>;
  /** Hears of the same end at every look, in every replica. */
  onEnd: GrantEndListener;
}

/** Sees which grants end soon, and which have ended. */
export class GrantEnds {
  readonly #options: GrantEndsOptions;

  constructor(options: GrantEndsOptions) {
    this.#options = options;
  }

  /** Rejects after all of them where one could not be told. */
  async look(signal: AbortSignal): Promise<void> {
    const { store, clock, dayMs, standingOf, onEnd } = this.#options;
    const now = clock().getTime();
    const failures: unknown[] = [];
    for (const grant of await store.list()) {
      const kind = grant.expiresAt && stageOf(grant, now, dayMs);
      if (kind) {
        signal.throwIfAborted();
        await onEnd({ kind, grant }, () => standingOf(grant.grantee)).catch(
          error => failures.push(error),
        );
      }
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }
}

function stageOf(
  grant: { createdAt: string; expiresAt: string | null },
  now: number,
  dayMs: number,
): GrantEnd['kind'] | undefined {
  const end = Date.parse(grant.expiresAt!);
  if (end <= now) {
    return now - end < TOLD_LATE_DAYS * dayMs ? 'ended' : undefined;
  }
  const whole = end - Date.parse(grant.createdAt);
  return end - now <= Math.min(NOTICE_DAYS * dayMs, whole * NOTICE_PART)
    ? 'ending'
    : undefined;
}
