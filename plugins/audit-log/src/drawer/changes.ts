import { AuditEvent } from 'backstage-plugin-audit-log-common';

/** One value before and after; undefined where there was none. */
export interface Change {
  path: string;
  before: unknown;
  after: unknown;
}

/** The members of `meta` that tell what an operation changed. */
export const changeKeys = ['changes', 'before', 'after'];

/**
 * What an event says that it changed: a list of changes, as events of the
 * catalog have, or two objects, as those about the audit log itself have.
 */
export function changesOf(event: AuditEvent): Change[] {
  const { changes, before, after } = event.meta ?? {};
  if (Array.isArray(changes)) {
    return changes.flatMap(change =>
      isObject(change) && typeof change.path === 'string'
        ? [{ path: change.path, before: change.before, after: change.after }]
        : [],
    );
  }
  return isObject(before) || isObject(after) ? compare(before, after, '') : [];
}

function compare(before: unknown, after: unknown, path: string): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  const one = isObject(before) ? before : undefined;
  const other = isObject(after) ? after : undefined;
  const isComparable =
    (one ?? before === undefined) && (other ?? after === undefined);
  if (!isComparable || (!one && !other)) {
    return [{ path, before, after }];
  }
  const names = new Set([
    ...Object.keys(one ?? {}),
    ...Object.keys(other ?? {}),
  ]);
  return [...names].flatMap(name =>
    compare(one?.[name], other?.[name], path ? `${path}.${name}` : name),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
