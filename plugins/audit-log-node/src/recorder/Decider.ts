import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { withinLimits } from '../limits';
import { RuleBook, RuledEvent } from '../rules';
import {
  Durability,
  DurabilityBySeverity,
  RecordingKnowledge,
  RecordingState,
} from './types';

/** Most events that are remembered as dropped after they had been held. */
const MAX_DROPPED = 10_000;

/** What becomes of an event. */
export interface Decision {
  /** `later`: it is to be held until the state of audit logging is known. */
  what: 'record' | 'drop' | 'later';
  /** As it is recorded, or as it is held. */
  event: RecordedEvent;
  durability: Durability;
  /** Undefined where no rules were asked. */
  ruled: RuledEvent | undefined;
  /**
   * The period of recording in which all of it happened, up to now; undefined
   * where it began before this process heard of that period.
   */
  period?: string;
}

/** What a {@link Decider} is made of. */
export interface DeciderOptions {
  rules: RuleBook;
  /** How durable an event must be where no rule says so. */
  durability: DurabilityBySeverity;
  /** Epoch milliseconds. */
  now(): number;
}

/**
 * Decides about events, each once, by the state of audit logging and the rules
 * that are known at that moment.
 */
export class Decider {
  readonly #options: DeciderOptions;
  readonly #dropped = new Set<string>();
  #knowledge: RecordingKnowledge | undefined;
  /** When the present period was heard of, by a clock that nobody sets. */
  #periodSince = Infinity;

  constructor(options: DeciderOptions) {
    this.#options = options;
  }

  get knowledge(): RecordingKnowledge | undefined {
    return this.#knowledge;
  }

  get recording(): RecordingState {
    const { recording = 'unknown' } = this.#knowledge ?? {};
    return recording === 'never' ? 'off' : recording;
  }

  learn({ recording, rules, version, period }: RecordingKnowledge): void {
    const known = rules ?? this.#knowledge?.rules;
    if (period !== this.#knowledge?.period) {
      this.#periodSince = performance.now();
    }
    this.#knowledge = { recording, rules: known, version, period };
    if (rules) {
      this.#options.rules.use(rules);
    }
  }

  /** Whether events of a category are stored at all, as far as is known. */
  stores({ category }: Pick<RecordedEvent, 'category'>): boolean {
    const recording = this.#knowledge?.recording ?? 'on';
    return (
      recording === 'on' ||
      (recording === 'off' && category === AUDIT_LOG_CATEGORY)
    );
  }

  /**
   * Whether there is a log for what was decided while events were stored. When
   * it happened is for the log to judge, which knows when that was.
   */
  get takesDecided(): boolean {
    return this.#knowledge?.recording !== 'never';
  }

  /** Whether it is worth asking if the begin of an operation is strict. */
  mayBeStrict({ severity }: RecordedEvent): boolean {
    const { rules, durability } = this.#options;
    return rules.hasStrict || durability[severity] === 'strict';
  }

  /**
   * Whether an event might be recorded: of one that is not made yet, so that
   * nothing has to be brought within limits for it.
   */
  mayRecord(event: RecordedEvent): boolean {
    const { rules } = this.#options;
    return (
      !this.#knowledge ||
      (this.stores(event) && rules.decide(event).event !== undefined)
    );
  }

  decide(taken: RecordedEvent): Decision {
    const event = this.#unlessOrphaned(withinLimits(taken));
    const { rules } = this.#options;
    const durability = this.#options.durability[event.severity];
    if (!this.#knowledge) {
      // Of a strict rule of the configuration it is known that it is meant.
      const asked = rules.hasStrict && rules.decide(event).durability;
      return {
        what: 'later',
        event,
        durability: asked || durability,
        ruled: undefined,
      };
    }
    return this.stores(event)
      ? this.#byRules(event)
      : { what: 'drop', event, durability, ruled: undefined };
  }

  /**
   * Decides about what may have been on its way before events were stored no
   * more, as an operation of a process that died.
   */
  decideLost(event: RecordedEvent): Decision {
    return this.#knowledge && this.takesDecided
      ? this.#counted(this.#byRules(this.#unlessOrphaned(withinLimits(event))))
      : this.decideHeld(event);
  }

  #byRules(event: RecordedEvent): Decision {
    const ruled = this.#options.rules.decide(event);
    const durability = this.#options.durability[event.severity];
    return {
      what: ruled.event ? 'record' : 'drop',
      event: ruled.event ?? event,
      durability: ruled.durability ?? durability,
      ruled,
      period: this.#periodOf(event),
    };
  }

  /** By the clock of this process alone, whatever those of others say. */
  #periodOf({ startedAt, durationMs }: RecordedEvent): string | undefined {
    const sinceStart = this.#options.now() - Date.parse(startedAt);
    // Times are in whole milliseconds.
    const ageMs = Math.max(sinceStart, durationMs ?? 0) - 1;
    return performance.now() - ageMs >= this.#periodSince
      ? this.#knowledge?.period
      : undefined;
  }

  /** Decides about an event that was held. */
  decideHeld(event: RecordedEvent): Decision {
    return this.#counted(this.decide(event));
  }

  #counted(decision: Decision): Decision {
    const { what, event } = decision;
    if (event.amends === null) {
      this.count(decision);
    }
    if (what === 'drop' && this.#dropped.size < MAX_DROPPED) {
      this.#dropped.add(event.id);
    }
    return decision;
  }

  /**
   * Whether what waits is still to be appended. Decides about it where that was
   * not done.
   */
  keeps(entry: {
    event: RecordedEvent;
    isUndecided?: boolean;
    isKept?: boolean;
  }): boolean {
    if (!entry.isUndecided) {
      return this.takesDecided;
    }
    const { what, event } = entry.isKept
      ? this.decideLost(entry.event)
      : this.decideHeld(entry.event);
    entry.event = event;
    entry.isUndecided = what === 'later';
    return what !== 'drop';
  }

  /** Counts a decision for the rule that made it, once for each operation. */
  count({ ruled }: Decision): void {
    if (ruled) {
      this.#options.rules.count(ruled);
    }
  }

  /** What amends an event that was dropped after all is the first of its own. */
  #unlessOrphaned(event: RecordedEvent): RecordedEvent {
    return event.amends !== null && this.#dropped.has(event.amends)
      ? { ...event, amends: null }
      : event;
  }
}
