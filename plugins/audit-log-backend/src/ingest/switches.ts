import { StoredSettings } from '../settings';
import { Switch } from '../store';

/**
 * Clocks that disagree by less are taken for right, of replicas and of backends
 * that deliver: sending takes time, and nobody is told to set them.
 *
 * @remarks
 * It counts only for what happened before its process heard of the present
 * period of recording, the rest is recorded
 * whatever clocks say.
 */
export const CLOCKS_TOLERATED_MS = 5_000;

/** Whether a clock that is so far ahead of another one counts in its place. */
export function clocksDisagree(aheadMs: number): boolean {
  return Math.abs(aheadMs) > CLOCKS_TOLERATED_MS;
}

/**
 * The switches that are known, and what the settings tell beside them: a legal
 * hold or an export may keep the last end of recording longer than retention
 * keeps the beginning after it.
 *
 * @param switches - oldest first
 */
export function withState(
  switches: readonly Switch[],
  { state }: Pick<StoredSettings, 'state'>,
): readonly Switch[] {
  const latest = switches.at(-1);
  // What came after that end may have been recorded, so none of it is left out.
  return latest && !latest.isOn && state === 'enabled'
    ? [...switches, { at: latest.at, isOn: true }]
    : switches;
}

export interface SwitchOptions {
  /** Whether what began before the first known beginning counts. */
  isOnBefore: boolean;
  /** Whether what is delivered counts where no beginning and no end is known. */
  isOnWhereUnknown: boolean;
  /** By how much this clock is ahead of the sender's. */
  aheadMs: number;
  /** What this clock says, in milliseconds since 1970. */
  now: number;
}

/**
 * Whether all that is known of an operation happened while audit logging was
 * enabled.
 *
 * @param switches - when recording began and ended, oldest first; where none
 * is known any more, it was on for as long as the log reaches back
 */
export function happenedWhileOn(
  event: { startedAt: string; endedAt: string | null },
  switches: readonly Switch[],
  { isOnBefore, isOnWhereUnknown, aheadMs, now }: SwitchOptions,
): boolean {
  const latest = switches.at(-1);
  if (latest && latest.at > now + CLOCKS_TOLERATED_MS) {
    // The clock was ahead then, or is behind now: what was when can't be told,
    // and what is recorded now is not to be lost for that.
    return latest.isOn;
  }
  const wasOn = (at: number) => {
    const before = switches.findLast(each => each.at <= at);
    if (before) {
      return before.isOn;
    }
    const [first] = switches;
    return first ? !first.isOn || isOnBefore : isOnWhereUnknown || isOnBefore;
  };
  // Of less than is tolerated it isn't known whether clocks or sending took it.
  const shifts = clocksDisagree(aheadMs) ? [aheadMs] : [0, aheadMs];
  return [event.startedAt, event.endedAt ?? event.startedAt].every(time =>
    shifts.some(shift => wasOn(Date.parse(time) + shift)),
  );
}

/**
 * Whether an operation began or ended while audit logging is known to have been
 * disabled, on the clock of any replica.
 *
 * @param switches - as above
 * @param now - what this clock says
 */
export function happenedWhileOff(
  event: { startedAt: string; endedAt: string | null },
  switches: readonly Switch[],
  now: number,
): boolean {
  const latest = switches.at(-1);
  if (!latest || latest.at > now + CLOCKS_TOLERATED_MS) {
    return false;
  }
  return [event.startedAt, event.endedAt ?? event.startedAt].some(time => {
    const at = Date.parse(time);
    const next = switches.findIndex(each => each.at > at);
    const before = next < 0 ? latest : switches[next - 1];
    const isSurelyBetween =
      before !== undefined &&
      at >= before.at + CLOCKS_TOLERATED_MS &&
      (next < 0 || at <= switches[next].at - CLOCKS_TOLERATED_MS);
    return isSurelyBetween && !before.isOn;
  });
}
