import { InputError } from '@backstage/errors';
import {
  ParsedQuery,
  parseQuery,
  queryProblem,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EventPredicate } from '../store';
import { dialectOf } from './dialect';
import { termCondition, TranslateOptions } from './termCondition';

/**
 * The predicates that a parsed query stands for; all of them must hold.
 *
 * @throws InputError with the first sentence of a query that has errors.
 */
export function translateQuery(
  parsed: ParsedQuery,
  options: TranslateOptions,
): EventPredicate[] {
  const problem = queryProblem(parsed);
  if (problem) {
    throw new InputError(problem);
  }
  return parsed.terms.map(term => {
    const { sql, bindings } = termCondition(term, options);
    return query => {
      query.whereRaw(sql, bindings);
    };
  });
}

/**
 * Parses and translates the text of a query.
 *
 * @throws InputError with the first sentence of a query that has errors.
 */
export function translateQueryText(
  text: string,
  options: TranslateOptions,
): EventPredicate[] {
  return translateQuery(parseQuery(text), options);
}

/** Translates parsed queries for one database. */
export type QueryTranslator = (parsed: ParsedQuery) => EventPredicate[];

/** Makes a {@link QueryTranslator}; `clock` says what `-2h` is before. */
export function createQueryTranslator(options: {
  knex: Knex;
  clock: () => Date;
}): QueryTranslator {
  const dialect = dialectOf(options.knex);
  return parsed =>
    translateQuery(parsed, { dialect, now: options.clock().getTime() });
}
