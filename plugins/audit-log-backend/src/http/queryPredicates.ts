import { NotImplementedError } from '@backstage/errors';
import { EventPredicate } from '../store';

/**
 * The predicates of a query text; none where it is absent or blank.
 *
 * @throws InputError naming the word that isn't understood.
 */
export function queryPredicates(q: string | undefined): EventPredicate[] {
  if (!q?.trim()) {
    return [];
  }
  throw new NotImplementedError("Query parameter 'q' is not supported yet");
}
