import {
  Grant,
  isWithinLimits,
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
  if (change.limits && !isWithinLimits(change.limits, before.limits)) {
    return 'limits';
  }
  const { expiresAt } = change;
  const isLonger =
    expiresAt !== undefined &&
    before.expiresAt !== null &&
    (expiresAt === null || expiresAt > before.expiresAt);
  return isLonger ? 'expiresAt' : undefined;
}
