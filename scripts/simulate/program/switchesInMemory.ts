import { orderedSwitches } from '../../../plugins/audit-log-backend/src/store/orderedSwitches';
import { Database } from './types';

/** Stands for reading from SQL. */
export function readSwitches(database: Database) {
  return database.do(tables => orderedSwitches(tables.switches));
}
