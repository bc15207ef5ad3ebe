import { ExportCoverage } from 'backstage-plugin-audit-log-common';

/** An inclusive range of sequences, as decimal strings. */
export interface SequenceRange {
  fromSequence: string;
  toSequence: string;
}

/** What the next run of a schedule covers. */
export interface PlannedRange extends SequenceRange {
  /** Whether there is more beyond, kept for a run of its own. */
  more: boolean;
}

export interface RangeFacts {
  coverage: ExportCoverage;
  /** Last sequence that was exported; "0" before the first success. */
  exportedTo: string;
  /** Last sequence of the log. */
  head: string;
  dueAt: Date;
  /** Where a window begins; its hours before it is due where absent. */
  windowFrom?: Date;
  /** Longest range of one run. */
  maxSequences: bigint;
  /** Smallest sequence recorded at or after an instant; head + 1 where none. */
  firstSince(instant: Date): Promise<string>;
  /**
   * Largest sequence appended before an instant by the clock of who appended
   * it; where absent, times of recording are as good.
   */
  lastBefore?(instant: Date): Promise<string>;
}

/**
 * The range of the next run, or undefined where there is nothing to cover.
 *
 * @remarks
 * Incremental ranges begin right after the last exported sequence, so they
 * leave no gap and don't overlap, whenever they are planned. A window covers
 * what was recorded from where it begins until it was due. Both follow from what
 * never changes again: sequences are contiguous, and the time of recording
 * never decreases with them. After a clock that was ahead that time stands
 * still, so the end of a window goes by the clocks themselves: better twice in
 * two windows than in none.
 */
export async function planRange(
  facts: RangeFacts,
): Promise<PlannedRange | undefined> {
  const { coverage, exportedTo, head, dueAt, maxSequences } = facts;
  const { firstSince, lastBefore } = facts;
  if (coverage.mode === 'window') {
    const start =
      facts.windowFrom ??
      new Date(dueAt.getTime() - coverage.hours * 3_600_000);
    const fromSequence = await firstSince(start);
    const toSequence = lastBefore
      ? await lastBefore(dueAt)
      : String(BigInt(await firstSince(dueAt)) - 1n);
    return { fromSequence, toSequence, more: false };
  }
  const from = coverage.mode === 'full' ? 1n : BigInt(exportedTo) + 1n;
  const last = BigInt(head);
  if (from > last) {
    return undefined;
  }
  const limit = from + maxSequences - 1n;
  const isLimited = coverage.mode === 'incremental' && limit < last;
  return {
    fromSequence: String(from),
    toSequence: String(isLimited ? limit : last),
    more: isLimited,
  };
}
