/** The full name of an object under the prefix of a destination. */
export function joinKey(prefix: string, key: string): string {
  return prefix ? `${prefix}/${key}` : key;
}

/** The inverse of {@link joinKey}. */
export function relativeKey(prefix: string, fullKey: string): string {
  return prefix ? fullKey.slice(prefix.length + 1) : fullKey;
}
