import { Database } from './types';

/** Stands for reading from SQL. */
export function readOperations(database: Database, ids: string[]) {
  return database.do(tables => tables.operations(ids));
}
