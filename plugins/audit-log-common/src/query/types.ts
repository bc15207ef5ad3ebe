/**
 * Operators of the query language. `:` means "is", with `*` wildcards and
 * comma separated alternatives. `=` takes the value literally. The others
 * compare, for fields that have an order.
 *
 * @public
 */
export const queryOperators = [':', '=', '!=', '>', '>=', '<', '<='] as const;

/** @public */
export type QueryOperator = (typeof queryOperators)[number];

/**
 * A piece of the query text: offsets in UTF-16 units, `end` exclusive.
 *
 * @public
 */
export interface QuerySpan {
  start: number;
  end: number;
}

/**
 * `field<operator>value`, for instance `severity>=medium` or
 * `plugin:catalog,scaffolder`.
 *
 * @remarks
 * `field` is a name of the field registry or `meta.<path>`, never an alias.
 * `values` are without their quotes and escapes; several are alternatives.
 *
 * @public
 */
export interface QueryFieldTerm extends QuerySpan {
  kind: 'field';
  field: string;
  operator: QueryOperator;
  values: string[];
  negated: boolean;
}

/**
 * A word or quoted phrase that may occur anywhere in the searchable text.
 *
 * @public
 */
export interface QueryTextTerm extends QuerySpan {
  kind: 'text';
  value: string;
  negated: boolean;
}

/** @public */
export type QueryTerm = QueryFieldTerm | QueryTextTerm;

/**
 * One sentence about the characters from `start` to `end`.
 *
 * @public
 */
export interface QueryError extends QuerySpan {
  message: string;
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
