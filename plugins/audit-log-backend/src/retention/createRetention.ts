import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { createQueryTranslator } from '../query';
import { DatabaseEventPruner } from '../store';
import { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
import { LegalHoldService } from './LegalHoldService';
import { RetentionPreviewer } from './RetentionPreviewer';
import { RetentionRunner, RetentionRunnerOptions } from './RetentionRunner';

/** Runs in a day of what was kept for long enough. */
const RUNS_A_DAY = 144;

/** However short a day is made to try it. */
const MIN_FREQUENCY_MS = 10_000;

/** Joins what is in this room. */
export function createRetention(
  options: Omit<
    RetentionRunnerOptions,
    'pruner' | 'holds' | 'translateQuery'
  > & { knex: Knex; readTimeoutMs: number },
) {
  const { knex, clock, dayMs } = options;
  const frequency = {
    milliseconds: Math.max(dayMs / RUNS_A_DAY, MIN_FREQUENCY_MS),
  };
  const holds = new DatabaseLegalHoldStore({ knex });
  const translateQuery = createQueryTranslator({ knex, clock });
  const runner = new RetentionRunner({
    ...options,
    holds,
    pruner: new DatabaseEventPruner({ knex }),
    translateQuery,
  });
  return {
    legalHolds: new LegalHoldService({ store: holds, clock }),
    previewer: new RetentionPreviewer({ ...options, holds, translateQuery }),
    runner,
    schedule: (scheduler: SchedulerService) =>
      scheduler.scheduleTask({
        id: 'audit-log-retention',
        frequency,
        initialDelay: frequency,
        timeout: { hours: 1 },
        fn: signal => runner.run(signal),
      }),
  };
}
