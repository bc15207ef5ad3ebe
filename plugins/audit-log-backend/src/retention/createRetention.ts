import { Knex } from 'knex';
import { createQueryTranslator } from '../query';
import { DatabaseEventPruner } from '../store';
import { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
import { LegalHoldService } from './LegalHoldService';
import { RetentionRunner, RetentionRunnerOptions } from './RetentionRunner';

/** Joins what is in this room. */
export function createRetention(
  options: Omit<
    RetentionRunnerOptions,
    'pruner' | 'holds' | 'translateQuery'
  > & { knex: Knex },
) {
  const { knex, clock } = options;
  const holds = new DatabaseLegalHoldStore({ knex });
  return {
    legalHolds: new LegalHoldService({ store: holds, clock }),
    runner: new RetentionRunner({
      ...options,
      holds,
      pruner: new DatabaseEventPruner({ knex }),
      translateQuery: createQueryTranslator({ knex, clock }),
    }),
  };
}
