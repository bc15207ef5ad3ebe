import { toError } from '@backstage/errors';
import {
  ChangeSchedules,
  ChangedSchedules,
} from 'backstage-plugin-audit-log-common';
import { ExportSchedules } from './ExportSchedules';
import { StoredRun, StoredSchedule } from './types';

/**
 * Results in the order asked for, and what the schedules that were changed
 * were before and are now. Nothing is after deleting, and a run after sending.
 */
export interface BulkOutcome extends ChangedSchedules {
  before: StoredSchedule[];
  after: (StoredSchedule | StoredRun)[];
}

/**
 * Does one thing with many schedules, one after the other. What fails with
 * one of them is its result, and the others are done all the same.
 */
export async function changeSchedules(
  { action, ids }: ChangeSchedules,
  options: { schedules: ExportSchedules; by: string },
): Promise<BulkOutcome> {
  const { schedules, by } = options;
  const act = async (
    id: string,
  ): Promise<StoredSchedule | StoredRun | undefined> => {
    switch (action) {
      case 'pause':
        return schedules.pause(id, `Paused by ${by}`);
      case 'resume':
        return schedules.resume(id);
      case 'send-now':
        return schedules.sendNow(id, by);
      default:
        await schedules.delete(id);
        return undefined;
    }
  };
  const outcome: BulkOutcome = { items: [], before: [], after: [] };
  for (const id of ids) {
    let name: string | null = null;
    try {
      const schedule = await schedules.get(id);
      name = schedule.name;
      const after = await act(id);
      outcome.before.push(schedule);
      if (after) {
        outcome.after.push(after);
      }
      outcome.items.push({ id, name, ok: true, error: null });
    } catch (error) {
      const { message } = toError(error);
      outcome.items.push({ id, name, ok: false, error: message });
    }
  }
  return outcome;
}
