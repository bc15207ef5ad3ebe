import { LoggerService } from '@backstage/backend-plugin-api';
import { LegalHold, parseQuery } from 'backstage-plugin-audit-log-common';
import { allOf, anyOf } from '../access';
import { QueryTranslator } from '../query';
import { EventPredicate } from '../store';
import { UnexportedEvents } from './types';

/** Every event that no legal hold covers. */
export function notOnLegalHold(options: {
  holds: LegalHold[];
  translateQuery: QueryTranslator;
  logger: LoggerService;
}): EventPredicate[] {
  return options.holds.map(hold => noneOf(covered(hold, options)));
}

/** Every event that at least one legal hold covers. */
export function onLegalHold(options: {
  holds: LegalHold[];
  translateQuery: QueryTranslator;
  logger: LoggerService;
}): EventPredicate {
  return anyOf(options.holds.map(hold => allOf(covered(hold, options))));
}

/** Every event that all active export schedules have exported. */
export function exported(unexported: UnexportedEvents[]): EventPredicate[] {
  return unexported.map(({ where, afterSequence }) =>
    noneOf([
      ...where,
      query => {
        query.where('e.sequence', '>', afterSequence);
      },
    ]),
  );
}

/**
 * A hold whose query isn't understood any more covers every event: better
 * kept for too long than lost.
 */
function covered(
  hold: LegalHold,
  options: { translateQuery: QueryTranslator; logger: LoggerService },
): EventPredicate[] {
  try {
    return options.translateQuery(parseQuery(hold.query, { isStored: true }));
  } catch (error) {
    options.logger.warn(
      `The query of the legal hold '${hold.name}' is not understood, so it holds every event: ${error}`,
    );
    return [];
  }
}

/**
 * Not all of them hold. Asked as "there is no row" instead of with NOT, so that
 * a condition on a column without a value counts as one that doesn't hold.
 */
function noneOf(predicates: EventPredicate[]): EventPredicate {
  return query => {
    query.whereNotExists(covering => {
      covering.select('e.sequence').whereRaw('1 = 1');
      for (const predicate of predicates) {
        predicate(covering);
      }
    });
  };
}
