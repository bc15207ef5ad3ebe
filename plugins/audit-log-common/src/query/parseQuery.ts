import { checkTerm } from './checkTerm';
import { findLookalikes } from './lookalikes';
import { scanQuery } from './scanner';
import { ParsedQuery, QueryError, QueryTerm } from './types';

/** Longest query text, in UTF-16 units. @public */
export const MAX_QUERY_LENGTH = 4096;

/** Most terms in one query. @public */
export const MAX_QUERY_TERMS = 64;

/** Most values in all terms of one query together. @public */
export const MAX_QUERY_VALUES = 256;

/**
 * Parses the query language. Never throws, whatever the text: what is wrong
 * with it is in `errors`, each with the place and one sentence.
 *
 * @param options.isStored - a query that was saved before: what only looks like
 * the language goes on meaning the text that it is
 *
 * @public
 */
export function parseQuery(
  text: string,
  options?: { isStored?: boolean },
): ParsedQuery {
  if (text.length > MAX_QUERY_LENGTH) {
    const message = `The query has ${text.length} characters; at most ${MAX_QUERY_LENGTH} are read.`;
    return {
      terms: [],
      errors: [{ message, start: MAX_QUERY_LENGTH, end: text.length }],
    };
  }
  const terms: QueryTerm[] = [];
  const errors: QueryError[] = [];
  let valueCount = 0;
  const scanned = scanQuery(text);
  const lookalikes = new Map(
    options?.isStored
      ? []
      : findLookalikes(scanned.slice(0, MAX_QUERY_TERMS)).map(error => [
          error.start,
          error,
        ]),
  );
  for (const [index, term] of scanned.entries()) {
    valueCount += term.values.length;
    if (index >= MAX_QUERY_TERMS || valueCount > MAX_QUERY_VALUES) {
      errors.push({
        message: `A query has at most ${MAX_QUERY_TERMS} terms and ${MAX_QUERY_VALUES} values.`,
        start: term.start,
        end: text.length,
      });
      break;
    }
    const checked = checkTerm(term);
    const lookalike = lookalikes.get(term.start);
    if ('error' in checked) {
      errors.push(checked.error);
    } else if (lookalike) {
      errors.push(lookalike);
    } else {
      terms.push(checked.term);
    }
  }
  return { terms, errors };
}

/**
 * One sentence about what is wrong with a query first, and where; undefined
 * where nothing is.
 *
 * @public
 */
export function queryProblem({ errors }: ParsedQuery): string | undefined {
  const [error] = errors;
  return (
    error &&
    `The query is wrong at character ${error.start + 1}: ${error.message}`
  );
}
