import { GrantLimits } from './schema';

/**
 * Whether events are limited at all.
 *
 * @remarks
 * Grants of the first release have no limits where everything may be read.
 *
 * @public
 */
export function readsEverything(limits: GrantLimits): boolean {
  const { categories, plugins, ownEvents, ownedEntities } = limits;
  return !categories && !plugins && !ownEvents && !ownedEntities;
}

/**
 * Whether whoever may read by `outer` may read all that `inner` opens. Every
 * limit that is named must hold, so that each more narrows.
 *
 * @public
 */
export function isWithinLimits(
  inner: GrantLimits,
  outer: GrantLimits,
): boolean {
  return (
    isSubset(inner.categories, outer.categories) &&
    isSubset(inner.plugins, outer.plugins) &&
    (!outer.ownEvents || inner.ownEvents === true) &&
    (!outer.ownedEntities || inner.ownedEntities === true)
  );
}

function isSubset(inner?: string[], outer?: string[]): boolean {
  return !outer || (inner?.every(each => outer.includes(each)) ?? false);
}
