import { Config } from '@backstage/config';
import {
  DecideRule,
  Outcome,
  RecordedEvent,
  Rule,
  RuleDurability,
  compileRules,
  defaultRules,
  outcomes,
  ruleDetails,
  rulesSchema,
} from 'backstage-plugin-audit-log-common';
import { ConfigValue } from '../config';
import { withDetail } from './detail';

/**
 * How many operations a rule decided in this process since it started, or
 * since the rules were changed.
 *
 * @public
 */
export interface RuleHits {
  name: string;
  hits: number;
}

/**
 * What the rules make of an event.
 *
 * @public
 */
export interface RuledEvent {
  /** As it is recorded; undefined where it is dropped. */
  event: RecordedEvent | undefined;
  /** What a rule asks of its durability, if anything. */
  durability: RuleDurability | undefined;
  /** Where the decision counts; undefined where no rule matched. */
  hits: RuleHits | undefined;
}

/**
 * The rules in force in this process: decides what is recorded and in which
 * detail, and counts how often each rule did.
 *
 * @public
 */
export class RuleBook {
  readonly #defaults: readonly Rule[];
  #rules: readonly Rule[] = [];
  #decide: DecideRule = compileRules([]);
  #hits: RuleHits[] = [];
  #hasStrict = false;
  #reduces = false;

  /** Reads `auditLog.rules`; throws where a rule can't be understood. */
  static fromConfig(config: Config): RuleBook {
    const auditLog = ConfigValue.at(config, 'auditLog');
    const rules = auditLog.at('rules');
    const configured = rulesSchema.safeParse(rules.raw ?? []);
    if (!configured.success) {
      throw rules.schemaProblem(configured.error.issues[0]);
    }
    const usesDefaults = auditLog.at('defaultRules').flag() ?? true;
    return RuleBook.create({
      rules: configured.data,
      defaults: usesDefaults ? defaultRules : [],
    });
  }

  static create(options: {
    rules?: readonly Rule[];
    defaults?: readonly Rule[];
  }): RuleBook {
    return new RuleBook(options.rules ?? [], options.defaults ?? []);
  }

  private constructor(rules: readonly Rule[], defaults: readonly Rule[]) {
    this.#defaults = defaults;
    this.use(rules);
  }

  /** Every rule in order, those of the portal first. */
  get rules(): readonly Rule[] {
    return this.#rules;
  }

  /** The rules that come after those of the portal. */
  get defaults(): readonly Rule[] {
    return this.#defaults;
  }

  /**
   * Puts other rules in force, before the defaults, and counts anew. Does
   * nothing where they are in force already.
   */
  use(rules: readonly Rule[]): void {
    const next = [...rules, ...this.#defaults];
    if (
      this.#hits.length > 0 &&
      JSON.stringify(next) === JSON.stringify(this.#rules)
    ) {
      return;
    }
    this.#rules = next;
    this.#decide = compileRules(this.#rules);
    this.#hits = this.#rules.map(({ name }) => ({ name, hits: 0 }));
    this.#reduces = next.some(({ detail }) => detail !== undefined);
    this.#hasStrict = next.some(({ durability }) => durability === 'strict');
  }

  /** Whether any rule asks for `strict` durability. */
  get hasStrict(): boolean {
    return this.#hasStrict;
  }

  /**
   * Decides about an event, by the first rule that matches. Counts nothing:
   * several events may be of one operation.
   *
   * @remarks
   * What amends an earlier event of its operation is never dropped: the log
   * would show an outcome that no longer stands.
   *
   * @param options - `mustKeep` where it is known whether that earlier event
   * is in the log
   */
  decide(
    event: RecordedEvent,
    options: { mustKeep?: boolean } = {},
  ): RuledEvent {
    const { effect, detail, durability, rule } = this.#decide(event);
    if (rule === undefined) {
      return { event, durability, hits: undefined };
    }
    const hits = this.#hits[rule];
    if (effect === 'drop') {
      const { mustKeep = event.amends !== null } = options;
      return { event: mustKeep ? event : undefined, durability, hits };
    }
    const kept = withDetail(event, detail, hits.name);
    return { event: kept, durability, hits };
  }

  /**
   * What may be told of an event outside of the log: no more of it than the log
   * shows. Of one that has no outcome yet, no more than with any outcome.
   */
  shown(event: RecordedEvent): RecordedEvent {
    if (!this.#reduces) {
      return event;
    }
    const possible: readonly Outcome[] =
      event.outcome === 'pending' ? outcomes : [event.outcome];
    const [least] = possible
      .map(outcome => this.#decide({ ...event, outcome }))
      .sort((a, b) => detailOrder(a) - detailOrder(b));
    return least.rule === undefined
      ? event
      : withDetail(event, least.detail, this.#hits[least.rule].name);
  }

  /** Counts what a rule decided, for the operation that it was about. */
  count({ hits }: RuledEvent): void {
    if (hits) {
      hits.hits += 1;
    }
  }

  hits(): RuleHits[] {
    return this.#hits.map(hits => ({ ...hits }));
  }
}

function detailOrder({ detail }: Pick<ReturnType<DecideRule>, 'detail'>) {
  return ruleDetails.indexOf(detail);
}
