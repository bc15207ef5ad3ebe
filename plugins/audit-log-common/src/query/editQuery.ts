import { formatTerm, UnplacedQueryTerm } from './formatQuery';
import { parseQuery } from './parseQuery';
import { QueryFieldTerm } from './types';

/**
 * "The field has this value", or with `negated` that it has not.
 *
 * @public
 */
export interface QueryFacetChoice {
  field: string;
  value: string;
  negated?: boolean;
}

/**
 * The query with one more value: an alternative where the field is narrowed
 * the same way already, else a term of its own. The rest of the text stays as
 * it was typed.
 *
 * @public
 */
export function withFacet(text: string, choice: QueryFacetChoice): string {
  if (hasFacet(text, choice)) {
    return text;
  }
  const present = termsLike(text, choice)[0];
  if (present) {
    return replaceTerm(text, present, {
      ...present,
      values: [...present.values, choice.value],
    });
  }
  const { field, value, negated = false } = choice;
  const term = formatTerm({
    kind: 'field',
    field,
    operator: operatorOf(choice),
    values: [value],
    negated,
  });
  const before = text.trim();
  return before ? `${before} ${term}` : term;
}

/**
 * The query without this value; a term that has no other goes with it.
 *
 * @public
 */
export function withoutFacet(text: string, choice: QueryFacetChoice): string {
  let result = text;
  for (const term of termsLike(text, choice).reverse()) {
    if (term.values.includes(choice.value)) {
      const values = term.values.filter(value => value !== choice.value);
      result = replaceTerm(
        result,
        term,
        values.length > 0 ? { ...term, values } : undefined,
      );
    }
  }
  return result;
}

/**
 * Whether the query names this value of this field, with this sign.
 *
 * @public
 */
export function hasFacet(text: string, choice: QueryFacetChoice): boolean {
  return termsLike(text, choice).some(term =>
    term.values.includes(choice.value),
  );
}

function termsLike(text: string, choice: QueryFacetChoice): QueryFieldTerm[] {
  return parseQuery(text).terms.filter(
    (term): term is QueryFieldTerm =>
      term.kind === 'field' &&
      term.field === choice.field &&
      term.operator === operatorOf(choice) &&
      term.negated === (choice.negated ?? false),
  );
}

// A star in a value that was found in the log is no wildcard.
function operatorOf(choice: QueryFacetChoice): ':' | '=' {
  return choice.value.includes('*') && choice.value !== '*' ? '=' : ':';
}

function replaceTerm(
  text: string,
  place: QueryFieldTerm,
  term: UnplacedQueryTerm | undefined,
): string {
  const before = text.slice(0, place.start);
  const after = text.slice(place.end);
  return term
    ? before + formatTerm(term) + after
    : `${before.trimEnd()} ${after.trimStart()}`.trim();
}
