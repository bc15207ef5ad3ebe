import { JsonObject } from '@backstage/types';

/** Stands for what threw when it was read. */
export const UNREADABLE = '[unreadable]';

/** What stands for a whole `meta` that threw when it was read. */
export function unreadableMeta(): JsonObject {
  return { [UNREADABLE]: 'It threw when it was read' };
}

/**
 * The members of what a plugin passed as `meta`, in an object that doesn't
 * throw where it is read or spread. Their values are as they were.
 */
export function readableMeta(meta: unknown): JsonObject | undefined {
  if (typeof meta !== 'object' || meta === null) {
    return undefined;
  }
  try {
    const plain = toPlain(meta);
    if (plain === UNREADABLE) {
      return unreadableMeta();
    }
    return typeof plain === 'object' && plain !== null
      ? (Object.fromEntries(
          Object.keys(plain).map(key => [key, memberOf(plain, key)]),
        ) as JsonObject)
      : undefined;
  } catch {
    return unreadableMeta();
  }
}

/** A member's value; a getter or a proxy of the plugin's may throw. */
export function memberOf(source: object, key: string): unknown {
  try {
    return (source as Record<string, unknown>)[key];
  } catch {
    return UNREADABLE;
  }
}

/** A member that is a text, or the first one of a list of texts. */
export function textOf(source: object, key: string): string | undefined {
  try {
    const value = (source as Record<string, unknown>)[key];
    const text = Array.isArray(value) ? value[0] : value;
    return typeof text === 'string' ? text : undefined;
  } catch {
    return UNREADABLE;
  }
}

/** What the header of a request holds; of several the first. */
export function headerOf(request: object, name: string): string | undefined {
  const headers = memberOf(request, 'headers');
  return typeof headers === 'object' && headers !== null
    ? textOf(headers, name)
    : undefined;
}

/** What `JSON.stringify` would see: dates and URLs as texts, errors by name. */
export function toPlain(value: object): unknown {
  if (value instanceof Error) {
    return { name: value.name, message: value.message };
  }
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') {
    try {
      return toJSON.call(value);
    } catch {
      return UNREADABLE;
    }
  }
  return value;
}
