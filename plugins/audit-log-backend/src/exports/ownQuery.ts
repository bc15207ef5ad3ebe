import { ReadViewQuery } from './types';

interface Queried {
  viewId: string | null;
  query: string;
}

/** Gives a draft the query that a schedule owns. */
export type OwnQuery = <T extends Queried>(
  draft: T,
  before?: Queried,
) => Promise<T>;

/**
 * Makes an {@link OwnQuery}: where a draft names a view and has no query, the
 * one that was taken of it before, else the present one of the view. Whoever
 * may change a view could else change what others export.
 *
 * @throws NotFoundError where there is no such view.
 */
export function createOwnQuery(readViewQuery: ReadViewQuery): OwnQuery {
  return async (draft, before) => {
    const { viewId } = draft;
    if (viewId === null || draft.query !== '') {
      return draft;
    }
    const query =
      before?.viewId === viewId ? before.query : await readViewQuery(viewId);
    return { ...draft, query };
  };
}
