import { Config } from '@backstage/config';
import {
  DecideRule,
  RecordedEvent,
  Rule,
  RuleDurability,
  compileRules,
  defaultRules,
  rulesSchema,
} from 'backstage-plugin-audit-log-common';
import { ConfigValue } from '../config';
import { withDetail } from './detail';

/**
 * How many events a rule decided in this process since it started, or since
 * the rules were changed.
 *
 * @public
 */
export interface RuleHits {
  name: string;
  hits: number;
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
  #hits: number[] = [];

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
    this.#hits = this.#rules.map(() => 0);
  }

  /** Whether an event is recorded at all. Counts nothing. */
  keeps(event: RecordedEvent): boolean {
    return this.#decide(event).effect === 'record';
  }

  /** What the rules ask of an event's durability, if anything. */
  durabilityOf(event: RecordedEvent): RuleDurability | undefined {
    return this.#decide(event).durability;
  }

  /**
   * The event as it is recorded, or undefined where it is dropped.
   *
   * @param options - `mustKeep` for an event that closes an operation of
   * which an earlier event is in the log.
   */
  apply(
    event: RecordedEvent,
    options: { mustKeep?: boolean } = {},
  ): RecordedEvent | undefined {
    const { effect, detail, rule } = this.#decide(event);
    if (rule === undefined) {
      return event;
    }
    this.#hits[rule]++;
    if (effect === 'drop') {
      return options.mustKeep ? event : undefined;
    }
    return withDetail(event, detail, this.#rules[rule].name);
  }

  hits(): RuleHits[] {
    return this.#rules.map(({ name }, index) => ({
      name,
      hits: this.#hits[index],
    }));
  }
}
