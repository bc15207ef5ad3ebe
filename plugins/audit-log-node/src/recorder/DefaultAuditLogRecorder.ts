import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
  RecorderStatus,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { UnknownOutcome } from '../journal';
import { AnonymousBudget } from './AnonymousBudget';
import { Decider, Decision } from './Decider';
import { Delivery } from './Delivery';
import { Figures } from './Figures';
import { LostOperations } from './LostOperations';
import { OpenOperations } from './OpenOperations';
import { Quarantine } from './Quarantine';
import { StrictBegins, refused } from './StrictBegins';
import { StrictGate } from './StrictGate';
import { TakeOptions } from './deliveryOptions';
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

/** Follows operations, decides about their events, and delivers them. */
export class DefaultAuditLogRecorder implements AuditLogRecorder {
  readonly instance: string;
  readonly #options: RecorderOptions;
  readonly #decider: Decider;
  readonly #delivery: Delivery;
  readonly #lost: LostOperations;
  readonly #operations: OpenOperations;
  readonly #gate: StrictGate;
  readonly #strict: StrictBegins;
  readonly #quarantine: Quarantine;
  readonly #budget: AnonymousBudget;
  readonly #figures = new Figures();
  #sink: EventSink | undefined;
  /** The portal has answered since this process began. */
  #hasAnswer = false;
  #draining: Promise<void> | undefined;

  static create(options: RecorderOptions) {
    return new DefaultAuditLogRecorder(options);
  }

  private constructor(options: RecorderOptions) {
    const { instance, journal, knowledgeFile, now, quarantineFolder } = options;
    this.#options = options;
    this.instance = instance;
    this.#decider = new Decider(options);
    const known = knowledgeFile?.read();
    if (known) {
      this.#decider.learn(known);
    }
    this.#quarantine = new Quarantine(quarantineFolder);
    this.#delivery = new Delivery({
      ...options,
      journal,
      quarantine: this.#quarantine,
      figures: this.#figures,
      decider: this.#decider,
    });
    this.#lost = new LostOperations({
      decider: this.#decider,
      delivery: this.#delivery,
      figures: this.#figures,
    });
    this.#budget = new AnonymousBudget({
      limits: options.anonymous,
      instance,
      now,
      // Past the rules: that something is missing can't be muted.
      tell: event =>
        void this.#delivery.take(
          // While audit logging is off, only the audit log's own are omitted.
          this.recording === 'off'
            ? { ...event, category: AUDIT_LOG_CATEGORY }
            : event,
          { operationId: event.id, durability: 'journal' },
        ),
    });
    this.#operations = new OpenOperations({
      uptime: () => performance.now(),
      makeId: uuidv7,
      decide: event => this.#decider.decide(event),
      mayRecord: event => this.#decider.mayRecord(event),
      count: decision => this.#count(decision),
      admits: event => this.#budget.takes(event),
      note: (begun, nextId) => journal?.begin(begun, nextId),
      take: (decision, operation) => this.#deliver(decision, operation),
      // Where there is no journal at all, a begin is not written twice.
      mustNote: () => journal !== undefined,
    });
    this.#gate = new StrictGate({
      timeoutMs: options.waiting.strictMs,
      stores: event => this.#decider.stores(event),
      onAppended: (result, durationMs) =>
        this.#figures.noteResult(result, durationMs),
    });
    this.#strict = new StrictBegins({
      gate: this.#gate,
      decider: this.#decider,
      budget: this.#budget,
      limits: options.anonymous,
      count: decision => this.#count(decision),
      // Nothing else tells that it was refused.
      onRefused: event => void this.record(event),
    });
  }

  get recording(): RecordingState {
    return this.#decider.recording;
  }

  get knowledge(): RecordingKnowledge | undefined {
    return this.#hasAnswer ? this.#decider.knowledge : undefined;
  }

  async begin(begun: RecordedEvent): Promise<RecordedOperation> {
    const strict = this.#decider.mayBeStrict(begun)
      ? await this.#strict.decide(begun)
      : undefined;
    const operation = this.#operations.follow(begun, strict !== undefined);
    await operation.begun;
    if (strict) {
      try {
        await this.#gate.pass(strict.event, strict.period);
      } catch (error) {
        // Not awaited: the sink that just let us down would be waited for.
        void operation.end(refused(begun, error));
        throw error;
      }
    }
    return operation;
  }

  async record(event: RecordedEvent, durability?: Durability): Promise<void> {
    if (durability === 'strict') {
      await this.#gate.whenKnown(event);
    }
    const decision = this.#decider.decide(event);
    if (decision.what === 'drop') {
      this.#count(decision);
    } else if (durability === 'strict') {
      this.#strict.admit(decision.event);
      this.#count(decision);
      await this.#gate.pass(decision.event, decision.period);
    } else if (this.#budget.takes(decision.event)) {
      this.#count(decision);
      await this.#deliver(decision, { operationId: event.id, durability });
    }
  }

  attach(sink: EventSink): void {
    this.#sink = sink;
    this.#options.onSink?.(sink);
    this.#run();
  }

  learn(knowledge: RecordingKnowledge): void {
    const before = this.knowledge?.recording;
    const { recording } = knowledge;
    if (before === 'on' && recording === 'off') {
      this.#budget.tellNow();
    }
    this.#decider.learn(knowledge);
    // First: what dies now must not be appended by its successor.
    this.#options.knowledgeFile?.save(this.#decider.knowledge ?? knowledge);
    if (recording === before) {
      return;
    }
    this.#hasAnswer = true;
    if (recording !== 'on') {
      this.#operations.forget(begun => this.#decider.stores(begun));
      this.#budget.forget();
    }
    if (recording === 'off') {
      this.#delivery.discardUndecided(AUDIT_LOG_CATEGORY);
    } else if (recording === 'never') {
      this.#delivery.discard();
    }
    this.#delivery.decideHeld();
    this.#lost.settle();
    this.#run();
  }

  flush(): Promise<void> {
    return this.#delivery.flush();
  }

  quarantined(): QuarantinedEvent[] {
    return this.#quarantine.all();
  }

  redrive(): Promise<number> {
    // Each was decided about before it was refused.
    return this.#quarantine.retry(async (event, period) => {
      const { id: operationId } = event;
      const how = { operationId, durability: 'journal', period } as const;
      return this.#decider.takesDecided && this.#delivery.take(event, how);
    });
  }

  discard(ids: string[]): Promise<QuarantinedEvent[]> {
    return this.#quarantine.discard(ids);
  }

  /** Takes events about operations of processes that died. */
  takeUnknown(outcomes: UnknownOutcome[]): void {
    this.#lost.add(outcomes);
    if (!this.#hasAnswer) {
      return;
    }
    this.#lost.settle();
    if (this.knowledge?.recording === 'never') {
      this.#delivery.discard();
    }
    this.#delivery.resume();
  }

  takeIncomplete(): RecordedEvent[] {
    return this.#lost.takeIncomplete();
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
    // What the process before it knew may be out of date.
    const { recording } = this.knowledge ?? {};
    const isKnown = recording !== undefined;
    const sink = isKnown && recording !== 'never' ? this.#sink : undefined;
    this.#gate.open(sink, isKnown && (recording !== 'on' || !!sink));
    this.#delivery.attach(sink);
  }

  /** Of an event that is held it is not known yet which rule decides. */
  #count(decision: Decision): void {
    if (decision.what !== 'later') {
      this.#decider.count(decision);
    }
  }

  #deliver(
    { what, event, durability, period }: Decision,
    options: Pick<TakeOptions, 'operationId' | 'begin'> & {
      durability?: Durability;
    },
  ): Promise<boolean> {
    return this.#delivery.take(event, {
      ...options,
      durability: options.durability ?? durability,
      isUndecided: what === 'later',
      period,
    });
  }
}
