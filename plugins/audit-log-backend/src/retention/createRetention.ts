import { Knex } from 'knex';
import { createQueryTranslator } from '../query';
import { DatabaseEventPruner } from '../store';
import { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
import { LegalHoldService } from './LegalHoldService';
import { RetentionPreviewer } from './RetentionPreviewer';
import { RetentionRunner, RetentionRunnerOptions } from './RetentionRunner';

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
  return {
    legalHolds: new LegalHoldService({ store: holds, clock }),
    previewer: new RetentionPreviewer({ ...options, holds, translateQuery }),
    runner: new RetentionRunner({
      ...options,
      holds,
      pruner: new DatabaseEventPruner({ knex }),
      translateQuery,
    }),
  };
}
