import { ConflictError } from '@backstage/errors';
import { destinationsMayCollide } from 'backstage-plugin-audit-log-common';
import { StoredSchedule } from './types';

type Place = Parameters<typeof destinationsMayCollide>[0];

/** Another schedule that could write the same objects. */
function findCollision(
  draft: Place,
  schedules: StoredSchedule[],
  ownId?: string,
): StoredSchedule | undefined {
  return schedules.find(
    each => each.id !== ownId && destinationsMayCollide(each, draft),
  );
}

/** Whether two write the same objects, whatever they export. */
export function haveSamePlace(one: Place, other: Place): boolean {
  return (
    one.destination === other.destination && one.datePrefix === other.datePrefix
  );
}

/**
 * @throws ConflictError where another schedule could write the same objects.
 */
export function refuseCollision(
  draft: Place,
  schedules: StoredSchedule[],
  ownId?: string,
): void {
  const other = findCollision(draft, schedules, ownId);
  if (other) {
    throw new ConflictError(
      `Body field 'destination' is '${draft.destination}': export schedule '${other.name}' could write the same objects; expected a folder or file name of its own`,
    );
  }
}

/**
 * Of a change, except for what shares its place already and is paused, as that
 * can't be resumed.
 *
 * @throws ConflictError where another schedule could write the same objects.
 */
export function refuseNewCollision(
  draft: Place,
  before: (Place & { id: string }) | undefined,
  schedules: StoredSchedule[],
): void {
  const isKnown = (other: StoredSchedule) =>
    before !== undefined &&
    other.status === 'paused' &&
    haveSamePlace(other, draft) &&
    haveSamePlace(before, draft);
  refuseCollision(
    draft,
    schedules.filter(other => !isKnown(other)),
    before?.id,
  );
}

/** @throws ConflictError where another one could write the same objects. */
export function refuseResumed(id: string, schedules: StoredSchedule[]): void {
  const own = schedules.find(each => each.id === id);
  const running = schedules.filter(({ status }) => status !== 'paused');
  const other = own && findCollision(own, running, id);
  if (other) {
    throw new ConflictError(
      `Export schedule '${own.name}' could write the same objects as '${other.name}': expected a folder or file name of its own before it is resumed`,
    );
  }
}
