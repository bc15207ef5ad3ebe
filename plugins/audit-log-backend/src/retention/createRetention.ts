import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { createQueryTranslator } from '../query';
import { DatabaseEventPruner } from '../store';
import { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
import { LegalHoldService } from './LegalHoldService';
import { RetentionPreviewer } from './RetentionPreviewer';
import { RetentionRunner, RetentionRunnerOptions } from './RetentionRunner';

/** How often what was kept for long enough is removed. */
const FREQUENCY = { minutes: 10 };

/** Joins what is in this room. */
export function createRetention(
  options: Omit<
    RetentionRunnerOptions,
    'pruner' | 'holds' | 'translateQuery'
  > & { knex: Knex; readTimeoutMs: number },
) {
  const { knex, clock } = options;
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
        frequency: FREQUENCY,
        initialDelay: FREQUENCY,
        timeout: { hours: 1 },
        fn: signal => runner.run(signal),
      }),
  };
}
