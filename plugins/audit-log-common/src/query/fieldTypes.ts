import { QueryOperator } from './types';

/**
 * How the values of a field are written and compared.
 *
 * @remarks
 * `choice`: one of a closed list. `level`: one of a closed list with an order,
 * mildest first. `name`: a short name. `ref`: a reference such as an entity
 * ref. `number`, `duration`, `time`: ordered, with ranges `a..b`. `address`:
 * an IP address or range in CIDR notation. `id`: an exact identifier. `text`:
 * words that occur in it. `meta`: a value inside the event's meta object.
 *
 * @public
 */
export type QueryFieldKind =
  | 'choice'
  | 'level'
  | 'name'
  | 'ref'
  | 'number'
  | 'duration'
  | 'time'
  | 'address'
  | 'id'
  | 'text'
  | 'meta';

/**
 * One field of the query language.
 *
 * @remarks
 * `values` is the closed list of a `choice` or `level`. `writtenIn` is the
 * case in which the values are stored; queries may use any.
 *
 * @public
 */
export interface QueryField {
  name: string;
  kind: QueryFieldKind;
  operators: readonly QueryOperator[];
  help: string;
  examples: readonly string[];
  aliases: readonly string[];
  values?: readonly string[];
  writtenIn?: 'upper' | 'lower';
}

const equality = [':', '=', '!='] as const;
const order = [':', '=', '!=', '>', '>=', '<', '<='] as const;

/** Operators of each kind of field. */
export const operatorsByKind: Record<QueryFieldKind, readonly QueryOperator[]> =
  {
    choice: equality,
    level: order,
    name: equality,
    ref: equality,
    number: order,
    duration: order,
    time: order,
    address: equality,
    id: equality,
    text: [':'],
    meta: order,
  };
