import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { createQueryTranslator } from '../query';
import { StoredSettings } from '../settings';
import { DatabaseEventPruner } from '../store';
import { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
import { LegalHoldService } from './LegalHoldService';
import { retentionHandlers } from './retentionHandlers';
import { RemovalWarning } from './RemovalWarning';
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
    'pruner' | 'holds' | 'translateQuery' | 'onProblem'
  > & { knex: Knex },
) {
  const { knex, clock, dayMs } = options;
  const frequency = {
    milliseconds: Math.max(dayMs / RUNS_A_DAY, MIN_FREQUENCY_MS),
  };
  const holds = new DatabaseLegalHoldStore({ knex });
  const translateQuery = createQueryTranslator({ knex, clock });
  const warning = new RemovalWarning({ knex });
  const runner = new RetentionRunner({
    ...options,
    onProblem: sentence => warning.note(sentence),
    holds,
    pruner: new DatabaseEventPruner({ knex }),
    translateQuery,
  });
  const legalHolds = new LegalHoldService({ store: holds, clock });
  return {
    handlers: retentionHandlers({
      legalHolds,
      previewer: new RetentionPreviewer({ ...options, holds, translateQuery }),
    }),
    nameOf: {
      'legal-hold': async (wanted: string) =>
        (await holds.list()).find(({ id }) => id === wanted)?.name,
    },
    dependents: async () => ({
      legalHolds: (await legalHolds.list()).map(
        ({ id, name, createdBy, query }) => ({
          id,
          name,
          owner: createdBy,
          query,
        }),
      ),
    }),
    /** What doesn't work, found by whichever replica. */
    problem: () => warning.problem(),
    /** What is overdue is gone before anything else is recorded. */
    activate: (stored: StoredSettings, signal: AbortSignal) =>
      runner.purgeOverdue(stored, signal),
    tasks: {
      'The retention of events': (scheduler: SchedulerService) =>
        scheduler.scheduleTask({
          id: 'audit-log-retention',
          frequency,
          initialDelay: frequency,
          timeout: { hours: 1 },
          fn: signal => runner.run(signal),
        }),
    },
  };
}
