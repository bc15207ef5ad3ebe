import {
  Config,
  ConfigReader,
  readDurationFromConfig,
} from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  durationToMilliseconds,
  HumanDuration,
  JsonValue,
} from '@backstage/types';
import { readPlain } from './readPlain';
import { expectedBy } from './expectedBy';
import { isSecretKey } from './secretKeys';

/** What a timer of Node can wait; a longer wait would be none at all. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

const SHOWN_LENGTH = 100;

/** From and to, both included. */
interface Range {
  min: number;
  max: number;
}

/** The part of a zod issue that tells what is wrong and where. */
interface SchemaIssue {
  path: PropertyKey[];
  message: string;
}

/**
 * One value of the configuration, of whatever type it turned out to be.
 *
 * @remarks
 * Everything that reads `auditLog` reads it through this, so that whatever
 * stands there is either understood or refused with one sentence: key, value
 * and expectation. Each reader returns undefined where nothing is configured.
 *
 * @public
 */
export class ConfigValue {
  readonly key: string;
  readonly #value: JsonValue | undefined;

  /** The merged value at a key. Never throws. */
  static at(config: Config, key: string): ConfigValue {
    return new ConfigValue(key, readPlain(config, key));
  }

  private constructor(key: string, value: JsonValue | undefined) {
    this.key = key;
    this.#value = value ?? undefined;
  }

  get isSet(): boolean {
    return this.#value !== undefined;
  }

  /** As it stands in the configuration. */
  get raw(): JsonValue | undefined {
    return this.#value;
  }

  /** The value below a path of names; throws where something else is there. */
  at(path: string): ConfigValue {
    return path
      .split('.')
      .reduce<ConfigValue>((value, name) => value.#child(name), this);
  }

  keys(): string[] {
    return Object.keys(this.#object() ?? {});
  }

  text(): string | undefined {
    const value = this.#value;
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw this.problem("a text that isn't empty");
    }
    return value;
  }

  flag(): boolean | undefined {
    const value = this.#value;
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }
    // Variables of the environment are texts.
    const text = isScalar(value) ? String(value).trim() : '';
    if (/^(?:y|yes|true|1|on)$/i.test(text)) {
      return true;
    }
    if (/^(?:n|no|false|0|off)$/i.test(text)) {
      return false;
    }
    throw this.problem('true or false');
  }

  /** A whole number. */
  count(range: Partial<Range> = {}): number | undefined {
    const { min = 1, max = Number.MAX_SAFE_INTEGER } = range;
    const value = this.#value;
    if (value === undefined) {
      return undefined;
    }
    const isNumeric = typeof value === 'string' && value.trim() !== '';
    const number = isNumeric ? Number(value) : value;
    if (
      typeof number !== 'number' ||
      !Number.isSafeInteger(number) ||
      number < min ||
      number > max
    ) {
      throw this.problem(
        max === Number.MAX_SAFE_INTEGER
          ? `a whole number of at least ${min}`
          : `a whole number from ${min} to ${max}`,
      );
    }
    return number;
  }

  /**
   * A duration in whichever form Backstage knows: '5s', 'PT5S' or an object.
   *
   * @param range - in milliseconds; by default whatever a timer can wait
   */
  duration(range: Partial<Range> = {}): HumanDuration | undefined {
    if (this.#value === undefined) {
      return undefined;
    }
    const { min = 0, max = MAX_TIMER_MS } = range;
    const expected = `a duration from ${durationText(min)} to ${durationText(
      max,
    )}, such as '30s', 'PT30S' or { seconds: 30 }`;
    let duration: HumanDuration;
    try {
      duration = readDurationFromConfig(
        new ConfigReader({ value: this.#value }),
        { key: 'value' },
      );
    } catch {
      throw this.problem(expected);
    }
    const ms = durationToMilliseconds(duration);
    if (!(ms >= min && ms <= max)) {
      throw this.problem(expected);
    }
    return duration;
  }

  /** As {@link ConfigValue.duration}, in milliseconds. */
  durationMs(range: Partial<Range> = {}): number | undefined {
    const duration = this.duration(range);
    return duration && durationToMilliseconds(duration);
  }

  oneOf<T extends string>(allowed: readonly T[]): T | undefined {
    if (this.#value === undefined) {
      return undefined;
    }
    const found = allowed.find(known => known === this.#value);
    if (found === undefined) {
      throw this.problem(`one of '${allowed.join("', '")}'`);
    }
    return found;
  }

  /** The items of a list; empty where nothing is configured. */
  list(): ConfigValue[] {
    const value = this.#value;
    if (value !== undefined && !Array.isArray(value)) {
      throw this.problem('a list');
    }
    return (value ?? []).map(
      (item, index) => new ConfigValue(`${this.key}[${index}]`, item),
    );
  }

  texts(): string[] {
    return this.list().map(item => item.text() ?? item.#missing('a text'));
  }

  /** What must be there: `value.required(value.text(), 'a name')`. */
  required<T>(read: T | undefined, expected: string): T {
    return read ?? this.#missing(expected);
  }

  /** The error of a value that can't be understood. */
  problem(expected: string): InputError {
    return new InputError(
      `Configuration key '${
        this.key
      }' is ${this.#shown()}: expected ${expected}`,
    );
  }

  /** The error of a value that a schema refuses. */
  schemaProblem({ path, message }: SchemaIssue): InputError {
    const at = path.reduce<ConfigValue>(
      (value, part) => value.#anyChild(part),
      this,
    );
    return at.problem(expectedBy(message));
  }

  #child(name: string): ConfigValue {
    return new ConfigValue(`${this.key}.${name}`, this.#object()?.[name]);
  }

  #anyChild(part: PropertyKey): ConfigValue {
    const value = this.#value;
    const child =
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, JsonValue | undefined>)[part]
        : undefined;
    const name = typeof part === 'number' ? `[${part}]` : `.${String(part)}`;
    return new ConfigValue(`${this.key}${name}`, child);
  }

  #object(): Record<string, JsonValue | undefined> | undefined {
    const value = this.#value;
    if (
      value !== undefined &&
      (value === null || typeof value !== 'object' || Array.isArray(value))
    ) {
      throw this.problem('an object');
    }
    return value;
  }

  #missing(expected: string): never {
    throw this.problem(expected);
  }

  /** Scalars as they are; of the rest only what it is. */
  #shown(): string {
    const value = this.#value;
    if (value === undefined || value === null) {
      return 'missing';
    }
    if (typeof value === 'object') {
      return Array.isArray(value) ? 'a list' : `an object${unitsOf(value)}`;
    }
    if (isSecretKey(this.key)) {
      return `a ${typeof value} that is not shown`;
    }
    const text = String(value);
    return `'${
      text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text
    }'`;
  }
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return value !== null && typeof value !== 'object';
}

/** A duration is told, since numbers are no secret. */
function unitsOf(value: object): string {
  const entries = Object.entries(value);
  return entries.length > 0 &&
    entries.length <= 8 &&
    entries.every(
      ([name, part]) => /^[a-z]{1,16}$/.test(name) && typeof part === 'number',
    )
    ? ` (${entries.map(([name, part]) => `${name}: ${part}`).join(', ')})`
    : '';
}

function durationText(ms: number): string {
  const units: [string, number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ];
  const [unit, size] = units.find(([, length]) => ms >= length) ?? [
    'millisecond',
    1,
  ];
  const amount = Math.floor(ms / size);
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
