import { checkTerm } from './checkTerm';
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
 * @public
 */
export function parseQuery(text: string): ParsedQuery {
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
    if ('term' in checked) {
      terms.push(checked.term);
    } else {
      errors.push(checked.error);
    }
  }
  return { terms, errors };
}
