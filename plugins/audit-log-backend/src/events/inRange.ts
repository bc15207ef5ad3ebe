import { EventPredicate } from '../store';

/** Events of a time range, each operation once. */
export function inRange(from?: string, to?: string): EventPredicate {
  return query => {
    query.whereNull('e.superseded_by');
    if (from !== undefined) {
      query.where('e.started_at', '>=', Date.parse(from));
    }
    if (to !== undefined) {
      query.where('e.started_at', '<', Date.parse(to));
    }
  };
}
