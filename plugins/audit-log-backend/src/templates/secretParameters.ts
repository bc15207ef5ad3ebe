import { JsonObject, JsonValue } from '@backstage/types';

const REDACTED = '[redacted]';
const DEEPEST = 32;

/**
 * Names of the parameters that a template marks as secret, anywhere in its
 * schemas: by the field or widget that asks for them, or by hiding them from
 * the page that sums up what was filled in.
 */
export function secretParameterNames(parameters: unknown): Set<string> {
  const names = new Set<string>();
  collect(parameters, names, 0);
  return names;
}

function collect(schema: unknown, names: Set<string>, depth: number): void {
  if (depth > DEEPEST || typeof schema !== 'object' || schema === null) {
    return;
  }
  if (Array.isArray(schema)) {
    schema.forEach(part => collect(part, names, depth + 1));
    return;
  }
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isRecord(value)) {
      for (const [name, property] of Object.entries(value)) {
        if (isMarkedSecret(property)) {
          names.add(name);
        }
      }
    }
    collect(value, names, depth + 1);
  }
}

function isMarkedSecret(property: unknown): boolean {
  if (!isRecord(property)) {
    return false;
  }
  const backstage = property['ui:backstage'];
  const review = isRecord(backstage) ? backstage.review : undefined;
  return (
    String(property['ui:field']).toLowerCase() === 'secret' ||
    property['ui:widget'] === 'password' ||
    property.format === 'password' ||
    property.writeOnly === true ||
    (isRecord(review) && (review.show === false || review.mask !== undefined))
  );
}

/** A copy of what was filled in, with the values of these names replaced. */
export function withoutValuesOf(
  names: ReadonlySet<string>,
  parameters: JsonObject,
): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      names.has(name) ? REDACTED : copyWithout(names, value),
    ]),
  );
}

function copyWithout(
  names: ReadonlySet<string>,
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map(item => copyWithout(names, item) ?? null);
  }
  return isRecord(value) ? withoutValuesOf(names, value as JsonObject) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
