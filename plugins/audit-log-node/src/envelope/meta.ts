import { JsonObject, JsonValue } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { REDACTED, isSecretKey, redactText } from '../redaction';
import {
  MARK_LENGTH,
  MAX_DEPTH,
  MAX_ENTRIES,
  MAX_KEY,
  MAX_META,
  MAX_TEXT,
  capText,
  storableText,
} from './limits';

/** What may be kept; `left` goes down with every key and value. */
interface Budget {
  left: number;
  text: number;
  entries: number;
  depth: number;
}

/**
 * A copy of what a plugin passed as `meta`, safe to keep: plain JSON, without
 * secrets, within the limits, with a mark wherever something was cut. The
 * original is neither changed nor referred to.
 *
 * @public
 */
export function storableMeta(meta: unknown): RecordedEvent['meta'] {
  if (typeof meta !== 'object' || meta === null) {
    return null;
  }
  const copy = copyObject(
    toPlain(meta),
    { left: MAX_META, text: MAX_TEXT, entries: MAX_ENTRIES, depth: MAX_DEPTH },
    1,
  );
  return Object.keys(copy).length === 0
    ? null
    : (copy as RecordedEvent['meta']);
}

/**
 * A copy of an object of JSON without secrets, as in {@link storableMeta}, but
 * of any size: only names longer than 128 characters and levels deeper than
 * 100 are cut.
 *
 * @public
 */
export function redactJson(value: JsonObject): JsonObject {
  return copyObject(
    value,
    { left: Infinity, text: Infinity, entries: Infinity, depth: 100 },
    1,
  );
}

function copyObject(source: object, budget: Budget, depth: number): JsonObject {
  const copy: JsonObject = {};
  // Once: of very many keys this is what costs.
  const keys = Object.keys(source);
  let count = 0;
  for (const key of keys) {
    const value = read(source, key);
    if (value === undefined || typeof value === 'function') {
      continue;
    }
    if (count >= budget.entries || budget.left <= 0) {
      copy['[truncated]'] = `${keys.length - count} more entries`;
      break;
    }
    count += 1;
    const name = capText(storableText(redactText(key)), MAX_KEY);
    budget.left -= name.length;
    define(
      copy,
      name,
      isSecretKey(key) && holdsSecret(key, value)
        ? REDACTED
        : copyValue(value, budget, depth),
    );
  }
  return copy;
}

function copyArray(source: unknown[], budget: Budget, depth: number) {
  const copy: JsonValue[] = [];
  for (const value of source) {
    if (copy.length >= budget.entries || budget.left <= 0) {
      copy.push(`[truncated ${source.length - copy.length} more entries]`);
      break;
    }
    copy.push(copyValue(value, budget, depth));
  }
  return copy;
}

function copyValue(value: unknown, budget: Budget, depth: number): JsonValue {
  switch (typeof value) {
    case 'string': {
      const text = copyText(value, budget);
      budget.left -= text.length;
      return text;
    }
    case 'number':
      budget.left -= 8;
      // Adding 0 turns -0 into 0, which is how it would be read back.
      return Number.isFinite(value) ? value + 0 : null;
    case 'boolean':
      budget.left -= 4;
      return value;
    case 'bigint':
      return value.toString();
    case 'object': {
      if (value === null) {
        return null;
      }
      budget.left -= 2;
      if (depth >= budget.depth) {
        return '[truncated deeper levels]';
      }
      const plain = toPlain(value);
      if (Array.isArray(plain)) {
        return copyArray(plain, budget, depth + 1);
      }
      return typeof plain === 'object' && plain !== null
        ? copyObject(plain, budget, depth + 1)
        : copyValue(plain, budget, depth + 1);
    }
    default:
      return null;
  }
}

function copyText(text: string, budget: Budget): string {
  // Redaction comes first, so that a secret is never cut into a form that
  // the redaction doesn't know. Very long texts are cut before, at a length
  // that leaves every secret whole which begins in the part that is kept.
  const longest = 4 * budget.text;
  const head = text.length > longest ? text.slice(0, longest) : text;
  const safe = storableText(redactText(head));
  const max = Math.max(2 * MARK_LENGTH, Math.min(budget.text, budget.left));
  if (head.length === text.length && safe.length <= max) {
    return safe;
  }
  const kept = Math.min(safe.length, max - MARK_LENGTH);
  return `${storableText(safe.slice(0, kept))}[truncated ${
    text.length - kept
  } of ${text.length} characters]`;
}

/** What `JSON.stringify` would see: dates and URLs as texts, errors by name. */
function toPlain(value: object): object {
  if (value instanceof Error) {
    return { name: value.name, message: value.message };
  }
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') {
    try {
      return toJSON.call(value);
    } catch {
      return {};
    }
  }
  return value;
}

/** A member's value; a getter of the plugin's may throw. */
function read(source: object, key: string): unknown {
  try {
    return (source as Record<string, unknown>)[key];
  } catch {
    return '[unreadable]';
  }
}

/** Flags, counts and absent values under a secret's name tell no secret. */
function holdsSecret(key: string, value: unknown): boolean {
  if (typeof value === 'number') {
    // Numbers of tokens are counts, as language models have them.
    return !/tokens$/i.test(key);
  }
  return value !== null && typeof value !== 'boolean' && value !== '';
}

/** `__proto__` as an own key stays a key. */
function define(target: JsonObject, key: string, value: JsonValue) {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else {
    target[key] = value;
  }
}
