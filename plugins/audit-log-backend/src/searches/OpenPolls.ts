import { randomUUID } from 'node:crypto';
import { rememberBegun } from './rememberBegun';

/** How long the reads of one poll are one event. */
export const POLL_MS = 60 * 60_000;

/** More are never remembered: the oldest is closed earlier. */
const MAX_POLLS = 500;

/** What one answer of a poll tells, its events in the order of sequences. */
export interface PolledPage {
  items: { sequence: string }[];
  completeTo: { sequence: string };
}

/** What left with all answers of a poll. */
export interface PolledRange {
  /** Answers. */
  reads: number;
  /** Events in them. */
  rows: number;
  /** Sequences of the first and the last of these events. */
  firstSequence?: string;
  lastSequence?: string;
  /** When the first and the last answer was made, as ISO 8601. */
  since: string;
  until: string;
}

/** Tells of a poll: at its first answer, and of all that left when it closes. */
export interface PollTeller {
  begin(poll: string): Promise<void>;
  end(poll: string, range: PolledRange): Promise<void>;
}

interface OpenPoll {
  id: string;
  closesAt: number;
  begun: Promise<void>;
  /** Nothing older leaves with this poll. */
  from: bigint;
  range: PolledRange;
  /** Of the last read, whose request is the youngest. */
  end: PollTeller['end'];
  /** While its end is being told. */
  telling?: Promise<void>;
}

/**
 * Which polls are open in this process. Who asks the same question again and
 * again for what is newer makes one event when they begin, and one that says
 * what has left when the hour is over; so their own reading does not fill the
 * log, and an empty page comes when nothing else happens.
 */
export class OpenPolls {
  readonly #clock: () => Date;
  readonly #isRecorded: () => boolean;
  readonly #polls = new Map<string, OpenPoll>();
  /** Over, and not told of yet. */
  readonly #over = new Set<OpenPoll>();
  #isStopping = false;

  /** @param options - `isRecorded`: whether there will be an event at all */
  constructor(options: { clock: () => Date; isRecorded: () => boolean }) {
    this.#clock = options.clock;
    this.#isRecorded = options.isRecorded;
  }

  /**
   * Counts an answer before it leaves. What is older than where the open poll
   * began belongs to a poll of its own, so that no event stands for reads of
   * which it does not tell.
   *
   * @param key - who asks what, from where: equal for the reads of one poll
   * @throws what `begin` throws, after which the next read begins
   */
  async record(
    key: string,
    page: PolledPage,
    teller: PollTeller,
  ): Promise<void> {
    if (!this.#isRecorded() || this.#isStopping) {
      await teller.begin(randomUUID());
      return;
    }
    // Looked at anew after each wait: others read meanwhile.
    for (;;) {
      const open = this.#polls.get(key);
      if (open && this.#covers(open, page)) {
        count(open.range, page, this.#clock());
        open.end = teller.end;
        await open.begun;
        return;
      }
      const [oldest] = this.#polls;
      const isFull = oldest && this.#polls.size >= MAX_POLLS;
      if (!open && !isFull) {
        break;
      }
      // What can't be told of now is told of by the next look.
      await this.#close(...(open ? ([key, open] as const) : oldest)).catch(
        () => {},
      );
    }
    await this.#open(key, page, teller);
  }

  /**
   * Tells of the polls whose hour is over; of all where `everyOne`, after
   * which each read is an event of its own.
   */
  async close(options: { everyOne?: boolean } = {}): Promise<void> {
    this.#isStopping ||= options.everyOne === true;
    const now = this.#clock().getTime();
    const closed = await Promise.allSettled([
      ...[...this.#over].map(poll => this.#tell(poll)),
      ...[...this.#polls]
        .filter(([, poll]) => this.#isStopping || poll.closesAt <= now)
        .map(([key, poll]) => this.#close(key, poll)),
    ]);
    const failed = closed.find(({ status }) => status === 'rejected');
    if (failed) {
      throw (failed as PromiseRejectedResult).reason;
    }
  }

  #covers(open: OpenPoll, { items }: PolledPage): boolean {
    return (
      open.closesAt > this.#clock().getTime() &&
      (items.length === 0 || BigInt(items[0].sequence) >= open.from)
    );
  }

  /** Waits for nothing before the poll is known to others. */
  async #open(
    key: string,
    page: PolledPage,
    teller: PollTeller,
  ): Promise<void> {
    const now = this.#clock();
    const id = randomUUID();
    const time = now.toISOString();
    const poll: OpenPoll = {
      id,
      closesAt: now.getTime() + POLL_MS,
      begun: teller.begin(id),
      from: BigInt(page.items[0]?.sequence ?? page.completeTo.sequence),
      range: { reads: 0, rows: 0, since: time, until: time },
      end: teller.end,
    };
    count(poll.range, page, now);
    await rememberBegun(this.#polls, key, poll);
  }

  async #close(key: string, poll: OpenPoll): Promise<void> {
    if (this.#polls.get(key) === poll) {
      this.#polls.delete(key);
      this.#over.add(poll);
      await this.#tell(poll);
    }
  }

  /** Once, also where it is asked for again meanwhile. */
  #tell(poll: OpenPoll): Promise<void> {
    poll.telling ??= this.#tellOnce(poll).finally(() => {
      poll.telling = undefined;
    });
    return poll.telling;
  }

  /** Of a poll of one read its beginning has told. */
  async #tellOnce(poll: OpenPoll): Promise<void> {
    if (poll.range.reads > 1) {
      await poll.end(poll.id, poll.range);
    }
    this.#over.delete(poll);
  }
}

function count(range: PolledRange, { items }: PolledPage, now: Date): void {
  range.reads += 1;
  range.rows += items.length;
  range.until = now.toISOString();
  if (items.length > 0) {
    const first = items[0].sequence;
    const last = items[items.length - 1].sequence;
    range.firstSequence = smaller(range.firstSequence ?? first, first);
    range.lastSequence = larger(range.lastSequence ?? last, last);
  }
}

function smaller(one: string, other: string): string {
  return BigInt(one) <= BigInt(other) ? one : other;
}

function larger(one: string, other: string): string {
  return BigInt(one) >= BigInt(other) ? one : other;
}
