import { RecorderStatus } from 'backstage-plugin-audit-log-common';
import { eventError } from '../envelope';
import { JournalStatus, LossCount } from '../journal';
import { BacklogEntry } from './Backlog';
import { Durations } from './Durations';
import { AppendResult, RecordingState } from './types';

/** What the recorder knows at the moment when its status is asked for. */
export interface Moment {
  /** Epoch milliseconds. */
  now: number;
  instance: string;
  recording: RecordingState;
  inMemory: number;
  /** Epoch milliseconds. */
  oldestTakenAt: number | undefined;
  quarantined: number;
  openOperations: number;
  isAway: boolean;
  journal: JournalStatus | undefined;
}

/** Counts what the recorder does, and says what is wrong. */
export class Figures {
  readonly #dropped = new LossCount();
  readonly #notDurable = new LossCount();
  readonly #refusedLost = new LossCount();
  unknownOutcomes = 0;
  #appended = 0;
  #duplicates = 0;
  #lastAppendError: string | null = null;
  readonly #appendLatency = new Durations();
  readonly #lag = new Durations();

  noteAppended(
    entries: BacklogEntry[],
    result: AppendResult,
    durationMs: number,
    now: number,
  ): void {
    this.noteResult(result, durationMs);
    this.#lastAppendError = null;
    // The first entry of a batch is the one that waited longest.
    this.#lag.add(Math.max(0, now - entries[0].takenAt));
  }

  noteResult(result: AppendResult, durationMs: number): void {
    this.#appended += result.appended;
    this.#duplicates += result.duplicates;
    this.#appendLatency.add(durationMs);
  }

  /** Events given up for want of room in memory. */
  noteDropped(count: number, now: number): void {
    this.#dropped.add(count, now);
  }

  /** An event that the sink refuses, given up for want of room in quarantine. */
  noteRefusedLost(now: number): void {
    this.#refusedLost.add(1, now);
  }

  /** A call that went on although nothing durable took its event. */
  noteNotDurable(now: number): void {
    this.#notDurable.add(1, now);
  }

  noteFailure(error: unknown): void {
    this.#lastAppendError = eventError(error).message;
  }

  status(moment: Moment): RecorderStatus {
    const { journal } = moment;
    return {
      instance: moment.instance,
      recording: moment.recording,
      queued: moment.inMemory + (journal?.spilled ?? 0),
      oldestQueuedAt:
        moment.oldestTakenAt === undefined
          ? null
          : new Date(moment.oldestTakenAt).toISOString(),
      appended: this.#appended,
      duplicates: this.#duplicates,
      dropped:
        this.#dropped.total + this.#refusedLost.total + (journal?.dropped ?? 0),
      quarantined: moment.quarantined,
      notDurable: this.#notDurable.total,
      openOperations: moment.openOperations,
      unknownOutcomes: this.unknownOutcomes,
      isAway: moment.isAway,
      lastAppendError: this.#lastAppendError,
      appendLatencyMs: this.#appendLatency.percentiles(),
      lagMs: this.#lag.percentiles(),
      journal: journal
        ? {
            folder: journal.folder,
            usable: journal.usable,
            bytes: journal.bytes,
            maxBytes: journal.maxBytes,
            spilled: journal.spilled,
          }
        : null,
      problems: this.#problems(moment),
    };
  }

  #problems({ now, isAway, quarantined, journal }: Moment): string[] {
    const problems = [...(journal?.problems ?? [])];
    if (isAway) {
      problems.push(
        `Events can't be appended at present and are held back: ${
          this.#lastAppendError
        }`,
      );
    }
    if (quarantined > 0) {
      problems.push(
        `${quarantined} events were put aside because the log refuses them`,
      );
    }
    if (this.#dropped.isRecent(now)) {
      problems.push(
        `${this.#dropped.total} events were given up because memory was full`,
      );
    }
    if (this.#refusedLost.isRecent(now)) {
      problems.push(
        `${
          this.#refusedLost.total
        } events that the log refuses were given up because the quarantine is full`,
      );
    }
    if (this.#notDurable.isRecent(now)) {
      problems.push(
        `${
          this.#notDurable.total
        } calls went on although their events were neither journalled nor committed`,
      );
    }
    return problems;
  }
}
