import {
  Grant,
  GrantLimits,
  updateGrantSchema,
} from 'backstage-plugin-audit-log-common';
import { z } from 'zod';

type GrantChange = z.output<typeof updateGrantSchema>;

/**
 * The first field of a change by which the holder of a grant could read more,
 * or for longer; undefined where the change leaves them at most as much.
 */
export function firstThatWidens(
  before: Pick<Grant, 'limits' | 'expiresAt'>,
  change: GrantChange,
): keyof GrantChange | undefined {
  if (change.limits && !isWithin(change.limits, before.limits)) {
    return 'limits';
  }
  const { expiresAt } = change;
  const isLonger =
    expiresAt !== undefined &&
    before.expiresAt !== null &&
    (expiresAt === null || expiresAt > before.expiresAt);
  return isLonger ? 'expiresAt' : undefined;
}

/** Every limit that is named must hold, so that each more narrows. */
function isWithin(after: GrantLimits, before: GrantLimits): boolean {
  return (
    isSubset(after.categories, before.categories) &&
    isSubset(after.plugins, before.plugins) &&
    (!before.ownEvents || after.ownEvents === true) &&
    (!before.ownedEntities || after.ownedEntities === true)
  );
}

function isSubset(after?: string[], before?: string[]): boolean {
  return !before || (after?.every(each => before.includes(each)) ?? false);
}
