import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { redactCapped } from './capped';
import { REDACTED, UNREADABLE, cutMark } from './marks';
import { redactText } from './redactText';
import { SecretNames } from './secretNames';

/** Members of an event's `meta`. */
export type Meta = NonNullable<RecordedEvent['meta']>;

type Json = Meta[string];

/** How much of a structure is kept. */
export interface SizeCaps {
  /** Levels of nesting. */
  depth: number;
  /** Members of one object, items of one array. */
  members: number;
  /** Values of the whole structure. */
  values: number;
  /** UTF-16 units of one text. */
  textLength: number;
  /** UTF-16 units of all names and texts together. */
  totalLength: number;
}

export const defaultCaps: SizeCaps = {
  depth: 12,
  members: 200,
  values: 2000,
  textLength: 4096,
  totalLength: 65536,
};

const LONGEST_NAME = 256;
const SHORTEST_CUT = 32;

/** One copy under way, with what is left of its caps. */
class Copy {
  readonly #names: SecretNames;
  readonly #caps: SizeCaps;
  readonly #redact = (text: string) => redactText(text, this.#names);
  #values: number;
  #length: number;

  constructor(names: SecretNames, caps: SizeCaps) {
    this.#names = names;
    this.#caps = caps;
    this.#values = caps.values;
    this.#length = caps.totalLength;
  }

  of(input: unknown, depth: number): Json | undefined {
    switch (typeof input) {
      case 'string':
        return this.#text(input);
      case 'number':
        // Adding 0 turns -0 into 0, which is how it would be read back.
        return Number.isFinite(input) ? input + 0 : String(input);
      case 'boolean':
        return input;
      case 'bigint':
        return input.toString();
      case 'object':
        return input === null ? null : this.#object(input, depth);
      default:
        return undefined;
    }
  }

  #text(text: string): string {
    const room = Math.max(SHORTEST_CUT, this.#length);
    const safe = redactCapped(
      text,
      Math.min(this.#caps.textLength, room),
      this.#redact,
    );
    this.#length -= safe.length;
    return safe;
  }

  #object(input: object, depth: number): Json | undefined {
    if (depth >= this.#caps.depth) {
      return cutMark('deeper levels');
    }
    try {
      if (Array.isArray(input)) {
        return this.#items(input, depth);
      }
      if (input instanceof Error) {
        return this.#members(
          { name: input.name, message: input.message },
          depth,
        );
      }
      const { toJSON } = input as { toJSON?: unknown };
      if (typeof toJSON === 'function') {
        const plain: unknown = toJSON.call(input, '');
        return plain === input ? UNREADABLE : this.of(plain, depth + 1);
      }
      return this.#members(input, depth);
    } catch {
      // A proxy or a toJSON of the caller's that throws.
      return UNREADABLE;
    }
  }

  #items(items: unknown[], depth: number): Json {
    const result: Json[] = [];
    for (const item of items) {
      if (result.length >= this.#caps.members || this.#isSpent()) {
        result.push(cutMark(`${items.length - result.length} more`));
        break;
      }
      this.#values--;
      result.push(this.of(item, depth + 1) ?? null);
    }
    return result;
  }

  #members(object: object, depth: number): Json {
    const result: Meta = {};
    const members = Object.keys(object);
    for (let taken = 0; taken < members.length; taken++) {
      if (taken >= this.#caps.members || this.#isSpent()) {
        result['[cut]'] = `${members.length - taken} more`;
        break;
      }
      this.#values--;
      const rawName = members[taken];
      const member = read(object, rawName);
      const copied = this.#isSecret(rawName, member)
        ? REDACTED
        : this.of(member, depth + 1);
      if (copied !== undefined) {
        const name = this.#name(rawName);
        this.#length -= name.length;
        define(result, name, copied);
      }
    }
    return result;
  }

  #name(name: string): string {
    return this.#names.isPlain(name)
      ? name
      : redactCapped(name, LONGEST_NAME, this.#redact);
  }

  /** Whether `name` makes `value` a secret; flags and absent values aren't. */
  #isSecret(name: string, value: unknown): boolean {
    if (!this.#names.has(name)) {
      return false;
    }
    if (typeof value === 'number') {
      // Numbers of tokens are counts, as language models have them.
      return !/tokens$/i.test(name);
    }
    return (
      value !== null &&
      value !== '' &&
      (typeof value === 'string' || typeof value === 'object')
    );
  }

  #isSpent(): boolean {
    return this.#values <= 0 || this.#length <= 0;
  }
}

/**
 * A copy of `value` as plain JSON, without secrets, within the caps. What was
 * taken out or cut is marked in its place. Accepts anything that JavaScript
 * callers may hand over, and never throws.
 */
export function redactJson(
  value: unknown,
  names: SecretNames,
  caps: SizeCaps = defaultCaps,
): Json | undefined {
  return new Copy(names, caps).of(value, 0);
}

/** A member's value; a getter of the caller's may throw. */
function read(object: object, name: string): unknown {
  try {
    return object[name as keyof typeof object];
  } catch {
    return UNREADABLE;
  }
}

/** Sets an own member, also one called `__proto__`. */
function define(object: Meta, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[name] = value;
  }
}
