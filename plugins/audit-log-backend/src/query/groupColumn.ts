import { InputError } from '@backstage/errors';
import {
  findQueryField,
  isMetaQueryField,
  metaFieldPath,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { SqlCondition } from './condition';
import { SqlDialect } from './dialect';
import { fieldColumns } from './fieldColumns';

/** A field that events can be counted by. */
export interface GroupColumn extends SqlCondition {
  /** The name of the field in the registry, or `meta.<path>`. */
  field: string;
  /** The value as the query language writes it. */
  read(stored: unknown): string | null;
}

/**
 * The column to group by for a field of the query language.
 *
 * @throws InputError where there is no such field or it has too many values.
 */
export function groupColumn(name: string, dialect: SqlDialect): GroupColumn {
  if (isMetaQueryField(name)) {
    return metaGroupColumn(name, dialect);
  }
  const field = findQueryField(name);
  if (!field) {
    throw new InputError(
      `There is no field "${name}": expected a field of the query language.`,
    );
  }
  const column = fieldColumns[field.name];
  switch (column.match) {
    case 'exact':
    case 'person':
      return { field: field.name, sql: column.column, bindings: [], read };
    case 'rank':
      return {
        field: field.name,
        sql: column.column,
        bindings: [],
        read: stored => column.order[Number(stored)] ?? null,
      };
    case 'span':
      if (column.values === 'status') {
        return { field: field.name, sql: column.column, bindings: [], read };
      }
      if (column.values === 'address') {
        return { field: field.name, sql: 'e.client_ip', bindings: [], read };
      }
      break;
    default:
  }
  throw new InputError(
    `Events can't be grouped by "${field.name}": its values are rarely alike.`,
  );
}

function metaGroupColumn(name: string, dialect: SqlDialect): GroupColumn {
  const { terms, errors } = parseQuery(`${name}:*`);
  const [term] = terms;
  if (errors.length > 0 || terms.length !== 1 || term.kind !== 'field') {
    throw new InputError(
      `There is no field "${name}": expected a path such as meta.taskId.`,
    );
  }
  const { sql, bindings } = dialect.metaText(metaFieldPath(term.field));
  return { field: term.field, sql, bindings, read };
}

function read(stored: unknown): string | null {
  return stored === null || stored === undefined ? null : String(stored);
}
