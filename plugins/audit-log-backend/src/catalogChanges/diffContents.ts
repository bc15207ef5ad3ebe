import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';

/** What is compared of an entity: what people write, not what is worked out. */
export type EntityContent = { [field: string]: JsonValue };

/** One field that changed; absent where it wasn't there. */
export interface FieldChange {
  path: string;
  before?: JsonValue;
  after?: JsonValue;
}

/** Most changes that one event tells of. */
const MOST_CHANGES = 50;

/** Made by the catalog itself at each refresh. */
const MACHINERY = new Set(['uid', 'etag', 'generation']);

/**
 * Fields of an entity that tell a change by somebody. Relations and status
 * follow from them, annotations of the catalog say where it comes from.
 */
export function contentOf(entity: Entity): EntityContent {
  const { apiVersion, kind, metadata, spec } = entity;
  return JSON.parse(
    JSON.stringify({
      apiVersion,
      kind,
      metadata: Object.fromEntries(
        Object.entries(metadata).filter(([name]) => !MACHINERY.has(name)),
      ),
      spec: spec ?? {},
    }),
  );
}

/** The fields that differ, in the order of their paths. */
export function diffContents(
  before: EntityContent,
  after: EntityContent,
): FieldChange[] {
  const changes: FieldChange[] = [];
  compare(before, after, '', changes);
  return changes.slice(0, MOST_CHANGES);
}

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: string,
  changes: FieldChange[],
): void {
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const name of [...names].sort()) {
      compare(
        before[name],
        after[name],
        path === '' ? name : `${path}.${name}`,
        changes,
      );
    }
  } else if (JSON.stringify(before) !== JSON.stringify(after)) {
    changes.push({
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    });
  }
}

function isObject(
  value: JsonValue | undefined,
): value is { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
