/**
 * Remembers under a key what has begun, before it is known whether it could:
 * so that others wait for the same. Forgets it where it could not.
 *
 * @throws what `begun` rejects with
 */
export async function rememberBegun<T extends { begun: Promise<void> }>(
  all: Map<string, T>,
  key: string,
  one: T,
): Promise<void> {
  all.set(key, one);
  try {
    await one.begun;
  } catch (error) {
    if (all.get(key) === one) {
      all.delete(key);
    }
    throw error;
  }
}
