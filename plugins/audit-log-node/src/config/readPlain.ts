import { Config } from '@backstage/config';
import { JsonValue } from '@backstage/types';

/**
 * The value at a key as all layers together have it; undefined where there is
 * none. Never throws.
 *
 * @remarks
 * To be used for every key that belongs to the portal. Asking the
 * configuration for a path throws where one layer has a text on the way and
 * another one an object, though what they are together is sound: create-app's
 * development configuration has `connection: ':memory:'`, its production one
 * `connection: { directory: … }`.
 */
export function readPlain(config: Config, key: string): JsonValue | undefined {
  const [first, ...rest] = key.split('.');
  let value: JsonValue | undefined = config.getOptional<JsonValue>(first);
  for (const name of rest) {
    value =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value[name]
        : undefined;
  }
  return value ?? undefined;
}

/** A text that isn't empty, else undefined. Never throws. */
export function readPlainText(config: Config, key: string): string | undefined {
  const value = readPlain(config, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether a switch of the portal is on, however it is written. Never throws. */
export function readPlainFlag(config: Config, key: string): boolean {
  const value = readPlain(config, key);
  return (
    typeof value !== 'object' &&
    /^(?:y|yes|true|1|on)$/i.test(String(value).trim())
  );
}

/** The names of what is at a key; none where that is no object. Never throws. */
export function readPlainKeys(config: Config, key: string): string[] {
  const value = readPlain(config, key);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : [];
}
