import { toError } from '@backstage/errors';
import { EventPredicate, EventStore } from '../store';
import { within } from '../ticks';
import { UnexportedEvents } from './types';

/** Schedules that would lose events that they have still to export. */
export interface LateSchedules {
  late: string[];
  /** Those for which it could not be worked out, and why. */
  unknown: { schedule: string; reason: string }[];
}

/**
 * Looks which schedules have still to export what is about to be removed. Takes
 * no longer than the limit, and never rejects: what is removed doesn't depend
 * on it.
 */
export async function findLate(options: {
  store: Pick<EventStore, 'list'>;
  pending: UnexportedEvents[];
  expiring: EventPredicate;
  limitMs: number;
}): Promise<LateSchedules> {
  const { store, pending, expiring, limitMs } = options;
  const late: string[] = [];
  const unknown: LateSchedules['unknown'] = [];
  const onLimit = `it was not known within ${limitMs / 1000} s`;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(onLimit)), limitMs);
  for (const one of pending) {
    const { schedule } = one;
    try {
      limit.signal.throwIfAborted();
      const hasLate = await within(hasEvents(store, one, expiring), {
        limitMs,
        onLimit,
        signal: limit.signal,
      });
      if (hasLate) {
        late.push(schedule);
      }
    } catch (error) {
      unknown.push({ schedule, reason: toError(error).message });
    }
  }
  clearTimeout(timer);
  return { late, unknown };
}

async function hasEvents(
  store: Pick<EventStore, 'list'>,
  { where, afterSequence }: UnexportedEvents,
  expiring: EventPredicate,
): Promise<boolean> {
  const { items } = await store.list({
    where: [
      ...where,
      expiring,
      query => {
        query.where('e.sequence', '>', afterSequence);
      },
    ],
    order: 'desc',
    limit: 1,
  });
  return items.length > 0;
}
