import { JsonValue } from '@backstage/types';
import { EntityContent } from './contentOf';

/** One field that changed; absent where it wasn't there. */
export interface FieldChange {
  path: string;
  before?: JsonValue;
  after?: JsonValue;
}

/** The fields that differ, in the order of their paths. */
export function diffContents(
  before: EntityContent,
  after: EntityContent,
): FieldChange[] {
  const changes: FieldChange[] = [];
  compare(before, after, '', changes);
  return changes;
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
