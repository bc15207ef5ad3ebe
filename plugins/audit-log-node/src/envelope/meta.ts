import { JsonObject, JsonValue } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { REDACTED } from '../redaction';
import { MARK_BYTES, metaLimits, safeText } from '../limits';
import { isSecretItem, isSecretMember, secretValueKeys } from './namedValues';
import { UNREADABLE, memberOf, toPlain, unreadableMeta } from './readable';

/**
 * What may be kept, in bytes of JSON; `left` goes down with every key and
 * value.
 */
interface Budget {
  left: number;
  /** Texts are counted by their length alone, as if each needed the most. */
  isLoose: boolean;
  text: number;
  key: number;
  entries: number;
  depth: number;
}

/** That JSON needs for a code unit of a text: `\u0001`. */
const MOST_BYTES = 6;
/** Characters that JSON writes as several. */
// eslint-disable-next-line no-control-regex
const ESCAPED = /["\\\u0000-\u001f]/;

/**
 * A copy of what a plugin passed as `meta`, safe to keep: plain JSON, without
 * secrets, within the limits, with a mark wherever something was cut or could
 * not be read. The original is neither changed nor referred to.
 *
 * @public
 */
export function storableMeta(meta: unknown): RecordedEvent['meta'] {
  if (typeof meta !== 'object' || meta === null) {
    return null;
  }
  const value = withinTotal(meta);
  if (value === UNREADABLE) {
    return unreadableMeta() as RecordedEvent['meta'];
  }
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const copy = Array.isArray(value) ? { ...value } : value;
  return Object.keys(copy).length === 0
    ? null
    : (copy as RecordedEvent['meta']);
}

/** Counts bytes only where there may be too many of them. */
function withinTotal(meta: object): JsonValue {
  const { total, ...limits } = metaLimits;
  const loose = { left: total - limits.text, isLoose: true, ...limits };
  const copy = copyValue(meta, loose, 0);
  return loose.left > 0
    ? copy
    : copyValue(meta, { left: total, isLoose: false, ...limits }, 0);
}

/**
 * A copy of an object of JSON without secrets, as in {@link storableMeta}, but
 * of any size: only names longer than 128 bytes and levels deeper than 100 are
 * cut.
 *
 * @public
 */
export function redactJson(value: JsonObject): JsonObject {
  return copyObject(
    value,
    {
      left: Infinity,
      isLoose: true,
      text: Infinity,
      key: metaLimits.key,
      entries: Infinity,
      depth: 100,
    },
    1,
  );
}

function copyObject(source: object, budget: Budget, depth: number): JsonObject {
  const copy: JsonObject = {};
  // Once: of very many keys this is what costs.
  const keys = Object.keys(source);
  const secretKeys = secretValueKeys(source, keys);
  let count = 0;
  let equalNames = 1;
  for (const key of keys) {
    const value = memberOf(source, key);
    if (value === undefined || typeof value === 'function') {
      continue;
    }
    if (count >= budget.entries || budget.left <= 0) {
      copy['[truncated]'] = `${keys.length - count} more entries`;
      break;
    }
    count += 1;
    const cut = safeText(key, budget.key);
    let name = cut;
    // Keys that differ in what was cut or replaced still are several.
    while (Object.hasOwn(copy, name)) {
      equalNames += 1;
      name = `${cut} (${equalNames})`;
    }
    budget.left -= bytesOf(name, budget) + 3;
    define(
      copy,
      name,
      isSecretMember(key, value) || secretKeys.includes(key)
        ? copyValue(REDACTED, budget, depth)
        : copyValue(value, budget, depth),
    );
  }
  return copy;
}

function copyArray(
  source: unknown[],
  budget: Budget,
  depth: number,
  isInList: boolean,
) {
  const copy: JsonValue[] = [];
  const { length } = source;
  let before: unknown;
  for (let index = 0; index < length; index += 1) {
    if (index >= budget.entries || budget.left <= 0) {
      copy.push(`[truncated ${length - index} more entries]`);
      break;
    }
    const item = memberOf(source, `${index}`);
    const place = { index, length, isInList };
    copy.push(
      isSecretItem(before, item, place)
        ? copyValue(REDACTED, budget, depth)
        : copyValue(item, budget, depth, true),
    );
    before = item;
  }
  return copy;
}

function copyValue(
  value: unknown,
  budget: Budget,
  depth: number,
  isInList = false,
): JsonValue {
  switch (typeof value) {
    case 'string':
      return copyText(value, budget);
    case 'bigint':
      return copyText(bigintText(value), budget);
    case 'number': {
      // Adding 0 turns -0 into 0, which is how it would be read back.
      const number = Number.isFinite(value) ? value + 0 : null;
      budget.left -= `${number}`.length + 1;
      return number;
    }
    case 'object':
      if (value === null) {
        budget.left -= 5;
        return null;
      }
      budget.left -= 3;
      if (depth >= budget.depth) {
        return copyText('[truncated deeper levels]', budget);
      }
      try {
        return copyNested(value, budget, depth, isInList);
      } catch {
        return copyText(UNREADABLE, budget);
      }
    default:
      budget.left -= 6;
      return typeof value === 'boolean' ? value : null;
  }
}

function copyNested(
  value: object,
  budget: Budget,
  depth: number,
  isInList: boolean,
): JsonValue {
  const plain = toPlain(value);
  if (Array.isArray(plain)) {
    return copyArray(plain, budget, depth + 1, isInList);
  }
  return typeof plain === 'object' && plain !== null
    ? copyObject(plain, budget, depth + 1)
    : copyValue(plain, budget, depth + 1);
}

function copyText(text: string, budget: Budget): string {
  const most = budget.isLoose
    ? budget.text
    : Math.min(budget.text, budget.left);
  const max = Math.max(2 * MARK_BYTES, most);
  const copy = safeText(text, max);
  budget.left -= bytesOf(copy, budget) + 3;
  return copy;
}

/** Decimal digits, but of a number that would take long to write. */
function bigintText(value: bigint): string {
  return BigInt.asIntN(4096, value) === value
    ? value.toString()
    : `[number of more than 4096 bits]`;
}

/** As JSON writes it, but for the quotes and the comma. */
function bytesOf(text: string, { isLoose }: Budget): number {
  if (isLoose) {
    return MOST_BYTES * text.length;
  }
  return ESCAPED.test(text)
    ? Buffer.byteLength(JSON.stringify(text)) - 2
    : Buffer.byteLength(text);
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
