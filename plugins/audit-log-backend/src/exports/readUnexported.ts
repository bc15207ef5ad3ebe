import { LoggerService } from '@backstage/backend-plugin-api';
import { EventPredicate } from '../store';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { CompileQuery, StoredSchedule } from './types';

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
  logger: LoggerService;
}): Promise<Unexported[]> {
  const { schedules } = options;
  const found = await schedules.list();
  return found
    .filter(
      ({ status, coverage }) =>
        status !== 'paused' && coverage.mode === 'incremental',
    )
    .map(schedule => ({
      schedule: schedule.name,
      afterSequence: schedule.checkedTo,
      where: exportedBy(schedule, options),
    }));
}

/**
 * A schedule whose query isn't understood any more is taken to export every
 * event: better kept for too long than lost.
 */
function exportedBy(
  { name, query }: StoredSchedule,
  options: {
    compileQuery: CompileQuery;
    clock: () => Date;
    logger: LoggerService;
  },
): EventPredicate[] {
  try {
    return options.compileQuery(query, options.clock());
  } catch (error) {
    options.logger.warn(
      `The query of the export schedule '${name}' is not understood, so what it has still to export is taken to be every event: ${error}`,
    );
    return [];
  }
}
