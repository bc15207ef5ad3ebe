/**
 * Operators of the query language. `:` means "is" (with `*` wildcards and
 * comma separated alternatives), or "at least/at most" does not apply to it.
 *
 * @public
 */
export const queryOperators = [':', '=', '!=', '>', '>=', '<', '<='] as const;

/** @public */
export type QueryOperator = (typeof queryOperators)[number];

/**
 * `field<operator>value`, for instance `severity>=medium` or
 * `plugin:catalog,scaffolder`. `field` is a name of the field registry or
 * `meta.<path>`. Several values are alternatives. `start` and `end` are
 * offsets into the text, `end` exclusive.
 *
 * @public
 */
export interface QueryFieldTerm {
  kind: 'field';
  field: string;
  operator: QueryOperator;
  values: string[];
  negated: boolean;
  start: number;
  end: number;
}

/**
 * A word or quoted phrase that may occur anywhere in the searchable text.
 *
 * @public
 */
export interface QueryTextTerm {
  kind: 'text';
  value: string;
  negated: boolean;
  start: number;
  end: number;
}

/** @public */
export type QueryTerm = QueryFieldTerm | QueryTextTerm;

/**
 * One sentence about the characters from `start` to `end` (exclusive).
 *
 * @public
 */
export interface QueryError {
  message: string;
  start: number;
  end: number;
}

/**
 * A parsed query: all terms must hold. With errors, `terms` holds what could
 * be understood.
 *
 * @public
 */
export interface ParsedQuery {
  terms: QueryTerm[];
  errors: QueryError[];
}
