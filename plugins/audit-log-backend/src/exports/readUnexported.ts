import { EventPredicate } from '../store';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { CompileQuery } from './types';

/** Events that a schedule has still to export. */
export interface Unexported {
  /** Name of the schedule. */
  schedule: string;
  /** Which events it exports; all must hold. */
  where: EventPredicate[];
  /** Decimal; up to and including this sequence none is waiting. */
  afterSequence: string;
}

/**
 * What schedules have still to export, and retention must not remove without
 * a warning. Paused ones hold nothing back.
 */
export async function readUnexported(options: {
  schedules: DatabaseScheduleStore;
  compileQuery: CompileQuery;
  clock: () => Date;
}): Promise<Unexported[]> {
  const { schedules, compileQuery, clock } = options;
  const found = await schedules.list();
  return found
    .filter(
      ({ status, coverage }) =>
        status !== 'paused' && coverage.mode === 'incremental',
    )
    .map(schedule => ({
      schedule: schedule.name,
      afterSequence: schedule.checkedTo,
      where: compileQuery(schedule.query, clock()),
    }));
}
