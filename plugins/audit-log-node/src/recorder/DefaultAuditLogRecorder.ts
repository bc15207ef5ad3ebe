import { ServiceUnavailableError } from '@backstage/errors';
import {
  RecordedEvent,
  RecorderStatus,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { eventError } from '../envelope';
import { JournalMark } from '../journal';
import { withinLimits } from '../limits';
import { AnonymousBudget } from './AnonymousBudget';
import { Delivery } from './Delivery';
import { Figures } from './Figures';
import { OpenOperations } from './OpenOperations';
import { Quarantine } from './Quarantine';
import { StrictGate } from './StrictGate';
import { drain } from './drain';
import { RecorderOptions } from './options';
import {
  AuditLogRecorder,
  Durability,
  EventSink,
  QuarantinedEvent,
  RecordedOperation,
  RecordingKnowledge,
  RecordingState,
} from './types';

/** Most operations that wait to be told as incomplete. */
const MAX_INCOMPLETE = 1_000;

interface TakeOptions {
  operationId: string;
  durability?: Durability;
  /** An earlier event of the operation is in the log. */
  mustKeep?: boolean;
  /** It is from here and now, and so has to fit into the budget. */
  isNew?: boolean;
}

/** Follows operations, applies the rules, and delivers what they keep. */
export class DefaultAuditLogRecorder implements AuditLogRecorder {
  readonly instance: string;
  readonly #options: RecorderOptions;
  readonly #delivery: Delivery;
  readonly #operations: OpenOperations;
  readonly #gate: StrictGate;
  readonly #quarantine: Quarantine;
  readonly #budget: AnonymousBudget;
  readonly #figures = new Figures();
  #knowledge: RecordingKnowledge | undefined;
  #sink: EventSink | undefined;
  #incomplete: RecordedEvent[] = [];
  #draining: Promise<void> | undefined;

  static create(options: RecorderOptions) {
    return new DefaultAuditLogRecorder(options);
  }

  private constructor(options: RecorderOptions) {
    const { instance, journal, now, quarantineFolder, rules } = options;
    this.#options = options;
    this.instance = instance;
    this.#quarantine = new Quarantine(quarantineFolder);
    this.#delivery = new Delivery({
      ...options,
      journal,
      quarantine: this.#quarantine,
      figures: this.#figures,
    });
    this.#budget = new AnonymousBudget({
      limits: options.anonymous,
      instance,
      now,
      // Past the rules: that something is missing can't be muted.
      tell: event =>
        void this.#delivery.take(event, {
          operationId: event.id,
          durability: 'journal',
        }),
    });
    this.#operations = new OpenOperations({
      now,
      makeId: uuidv7,
      keeps: event => rules.keeps(event),
      admits: event => this.recording === 'off' || this.#budget.takes(event),
      note: (begun, nextId) =>
        this.recording === 'off' ? undefined : journal?.begin(begun, nextId),
      take: async (event, operationId) => {
        await this.#take(event, { operationId, mustKeep: true });
      },
      // Where there is no journal at all, a begin is not written twice.
      mustNote: () => journal !== undefined && this.recording !== 'off',
    });
    this.#gate = new StrictGate({
      timeoutMs: options.waiting.strictMs,
      onAppended: (result, durationMs) =>
        this.#figures.noteResult(result, durationMs),
    });
  }

  get recording(): RecordingState {
    const { recording = 'unknown' } = this.#knowledge ?? {};
    return recording === 'never' ? 'off' : recording;
  }

  get knowledge(): RecordingKnowledge | undefined {
    return this.#knowledge;
  }

  async begin(begun: RecordedEvent): Promise<RecordedOperation> {
    const isStrict =
      this.recording !== 'off' && this.#durabilityOf(begun) === 'strict';
    if (isStrict) {
      this.#refuseBeyondBudget(begun);
    }
    const operation = this.#operations.follow(begun, isStrict);
    await operation.begun;
    if (isStrict) {
      try {
        await this.#recordStrictly(begun, true);
      } catch (error) {
        // Not awaited: the sink that just let us down would be waited for.
        void operation.end({
          ...begun,
          outcome: 'failed',
          error: eventError(error),
        });
        throw error;
      }
    }
    return operation;
  }

  async record(event: RecordedEvent, durability?: Durability): Promise<void> {
    if (durability === 'strict') {
      this.#refuseBeyondBudget(event);
      await this.#recordStrictly(event, false);
    } else {
      const operationId = event.id;
      await this.#take(event, { operationId, durability, isNew: true });
    }
  }

  attach(sink: EventSink): void {
    this.#sink = sink;
    this.#options.onSink?.(sink);
    this.#run();
  }

  learn(knowledge: RecordingKnowledge): void {
    const before = this.recording;
    const { recording, rules = this.#knowledge?.rules, version } = knowledge;
    this.#knowledge = { recording, rules, version };
    if (knowledge.rules) {
      this.#options.rules.use(knowledge.rules);
    }
    if (this.recording === before) {
      return;
    }
    if (this.recording === 'off') {
      this.#operations.clear();
      this.#budget.forget();
      this.#delivery.discard();
    }
    this.#run();
  }

  flush(): Promise<void> {
    return this.#delivery.flush();
  }

  quarantined(): QuarantinedEvent[] {
    return this.#quarantine.all();
  }

  redrive(): Promise<number> {
    return this.#quarantine.retry(event =>
      this.#take(event, {
        operationId: event.id,
        durability: 'journal',
        mustKeep: true,
      }),
    );
  }

  discard(ids: string[]): Promise<QuarantinedEvent[]> {
    return this.#quarantine.discard(ids);
  }

  /** Takes events about operations of processes that died. */
  takeUnknown(
    outcomes: {
      event: RecordedEvent;
      operationId: string;
      mark: JournalMark;
    }[],
  ): void {
    for (const { event, operationId, mark } of outcomes) {
      this.#figures.unknownOutcomes += 1;
      this.#incomplete.push(event);
      const mustKeep = event.amends !== null;
      void this.#take(event, {
        operationId,
        durability: 'journal',
        mustKeep,
      }).then(() => mark.release());
    }
    this.#incomplete = this.#incomplete.slice(-MAX_INCOMPLETE);
    this.#delivery.resume();
  }

  takeIncomplete(): RecordedEvent[] {
    return this.#incomplete.splice(0);
  }

  drain(): Promise<void> {
    const { graceMs, drainMs } = this.#options.waiting;
    this.#draining ??= drain({
      operations: this.#operations,
      flush: () => {
        this.#budget.tellNow();
        return this.flush();
      },
      graceMs,
      drainMs,
    }).finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Stops appending and following operations. */
  close(): void {
    this.#operations.stop();
    this.#budget.tellNow();
    this.#delivery.attach(undefined);
  }

  status(): RecorderStatus {
    return this.#figures.status({
      now: this.#options.now(),
      instance: this.instance,
      recording: this.recording,
      inMemory: this.#delivery.length,
      oldestTakenAt: this.#delivery.oldestTakenAt,
      quarantined: this.#quarantine.size,
      openOperations: this.#operations.size,
      isAway: this.#delivery.isAway,
      journal: this.#options.journal?.status(),
    });
  }

  #run(): void {
    const sink = this.recording === 'on' ? this.#sink : undefined;
    this.#gate.open(sink, this.recording === 'off' || sink !== undefined);
    this.#delivery.attach(sink);
  }

  /** A rule decides, else the severity. */
  #durabilityOf(event: RecordedEvent): Durability {
    const { rules, durability } = this.#options;
    return rules.durabilityOf(event) ?? durability[event.severity];
  }

  /** Resolves to whether nothing more has to be done for the event. */
  async #take(taken: RecordedEvent, options: TakeOptions): Promise<boolean> {
    if (this.recording === 'off') {
      return false;
    }
    const event = this.#options.rules.apply(withinLimits(taken), options);
    if (!event) {
      return true;
    }
    if (options.isNew && !this.#budget.takes(event)) {
      return true;
    }
    const { operationId, durability = this.#durabilityOf(taken) } = options;
    return this.#delivery.take(event, { operationId, durability });
  }

  /** @throws where a strict record is asked for that there is no room for. */
  #refuseBeyondBudget(event: RecordedEvent): void {
    if (this.recording !== 'off' && !this.#budget.takes(event)) {
      const { perAddress, total } = this.#options.anonymous;
      throw new ServiceUnavailableError(
        `The audit log records at most ${perAddress} a second of one address and ${total} of all that did not sign in, and a rule refuses the operation without a record`,
      );
    }
  }

  async #recordStrictly(
    taken: RecordedEvent,
    mustKeep: boolean,
  ): Promise<void> {
    const event = this.#options.rules.apply(withinLimits(taken), {
      mustKeep,
    });
    if (event) {
      await this.#gate.pass(event);
    }
  }
}
