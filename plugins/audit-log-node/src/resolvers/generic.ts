import { JsonObject, JsonValue } from '@backstage/types';
import { Target } from 'backstage-plugin-audit-log-common';
import { boundedTarget } from '../limits';

/** Meta keys that name what was acted on, by the type of target they name. */
const targetKeys: ReadonlyArray<readonly [key: string, type: string]> = [
  ['entityRef', 'entity'],
  ['taskId', 'task'],
  ['templateRef', 'template'],
  ['locationRef', 'location'],
  ['roleEntityRef', 'role'],
  ['clusterName', 'cluster'],
  ['toolName', 'tool'],
  ['uid', 'entity-uid'],
];

/** `actionType` by convention for writes, `queryType` for reads. */
export function genericAction(meta: JsonObject): string | null {
  return text(meta.actionType) ?? text(meta.queryType) ?? null;
}

/** The target that an event names in a way common to several plugins. */
export function genericTarget(meta: JsonObject): Target | null {
  const named = asObject(meta.target);
  if (named) {
    const target = targetFrom(text(named.type), named.ref, named.name);
    if (target) {
      return target;
    }
  }
  for (const [key, type] of targetKeys) {
    const target = targetFrom(type, meta[key]);
    if (target) {
      return target;
    }
  }
  return null;
}

/** A target, or null where `ref` isn't a text or number that could name one. */
export function targetFrom(
  type: string | undefined,
  ref: JsonValue | undefined,
  name?: JsonValue,
): Target | null {
  const refText = refTextOf(type, ref);
  if (!type || !refText) {
    return null;
  }
  const nameText = text(name);
  return boundedTarget({
    type,
    ref: refText,
    ...(nameText && { name: nameText }),
  });
}

/** The catalog compares refs of entities without case; plugins write any. */
const entityTypes = new Set<string | undefined>(['entity', 'template']);

function refTextOf(
  type: string | undefined,
  ref: JsonValue | undefined,
): string | undefined {
  const refText = typeof ref === 'number' ? String(ref) : text(ref);
  return entityTypes.has(type) ? refText?.toLocaleLowerCase('en-US') : refText;
}

/** The value where it is a text that isn't empty. */
export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value where it is an object. */
export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The only element, or undefined where there are several or none. */
export function only(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
}
