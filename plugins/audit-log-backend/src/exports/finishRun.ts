import { AttemptResult } from './attemptResults';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { ClaimLostError } from './RunClaim';
import { ExportListener, StoredSchedule } from './types';

/**
 * Notes what came of an attempt, of the run and of its schedule at once, and
 * tells it.
 *
 * @throws ClaimLostError where another replica has the run by now.
 */
export async function finishRun(
  result: AttemptResult,
  options: {
    runs: DatabaseRunStore;
    schedules: DatabaseScheduleStore;
    onNews: ExportListener;
    /** The replica that has the run. */
    by: string;
  },
): Promise<void> {
  const { runs, schedules, onNews, by } = options;
  const { run } = result;
  let before: StoredSchedule | undefined;
  const after = await runs.transaction(async trx => {
    const next = await schedules.update(
      run.scheduleId,
      present => {
        before = present;
        return result.schedule(present);
      },
      trx,
    );
    if (!(await runs.updateClaimed(run, by, trx))) {
      throw new ClaimLostError(`Run '${run.id}' was taken`);
    }
    return next;
  });
  if (after && before && run.status === 'failed') {
    onNews({
      kind: 'run-failed',
      schedule: after,
      run,
      suspended: after.status === 'suspended' && before.status === 'active',
    });
  } else if (after && before && run.status === 'succeeded') {
    onNews({
      kind: 'run-succeeded',
      schedule: after,
      run,
      // Also after it was resumed, or moved, which ends the failed run.
      recovered: before.hasFailed,
    });
  }
}
