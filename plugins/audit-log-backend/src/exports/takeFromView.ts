import { NotFoundError } from '@backstage/errors';
import {
  ExportOutput,
  ExportScheduleDraft,
  View,
  exportColumnsOfView,
} from 'backstage-plugin-audit-log-common';
import { StoredSchedule } from './types';

/** What a schedule takes from a view. */
export type ExportedView = Pick<View, 'query' | 'columns' | 'version'>;

/** Finds a saved view; throws a NotFoundError. */
export type ReadView = (viewId: string) => Promise<ExportedView>;

/** A draft with all that its schedule owns. */
export type OwnedDraft = ExportScheduleDraft & {
  output: ExportOutput;
  viewVersion: number | null;
};

type Before = Pick<
  StoredSchedule,
  'viewId' | 'query' | 'output' | 'viewVersion'
>;

/** Gives a draft what a schedule owns. */
export type TakeFromView = (
  draft: ExportScheduleDraft,
  before?: Before,
) => Promise<OwnedDraft>;

/**
 * Makes a {@link TakeFromView}: where a draft names a view, and leaves out its
 * query or its columns, those that were taken of the view before, else its
 * present ones. Whoever may change a view could else change what others
 * export.
 *
 * @throws NotFoundError where there is no such view.
 */
export function createTakeFromView(readView: ReadView): TakeFromView {
  return async (draft, before) => {
    const { viewId, output } = draft;
    if (viewId === null) {
      return {
        ...draft,
        output: { ...output, columns: output.columns ?? null },
        viewVersion: null,
      };
    }
    const kept = before?.viewId === viewId ? before : undefined;
    // A view that is gone leaves what was taken from it.
    const view = await readView(viewId).catch(error => {
      if (kept && draft.query === kept.query) {
        return undefined;
      }
      throw error;
    });
    const query = draft.query || (kept?.query ?? view?.query ?? '');
    const columns =
      output.columns === undefined
        ? (kept ? kept.output.columns : columnsFor(output.format, view)) ?? null
        : output.columns;
    return {
      ...draft,
      query,
      output: { ...output, columns },
      viewVersion: versionOf(query, { kept, view }),
    };
  };
}

/** A view that a draft names was deleted. */
export function noSuchView(id: string): NotFoundError {
  return new NotFoundError(
    `The view '${id}' of this export does not exist any more`,
  );
}

/** Makes a {@link ReadView}. */
export function readViewFrom(views: {
  get(id: string): Promise<ExportedView | undefined>;
}): ReadView {
  return async id => {
    const view = await views.get(id);
    if (!view) {
      throw noSuchView(id);
    }
    return view;
  };
}

/** The query that a draft means, where nothing else of it matters. */
export async function queryOf(
  draft: Pick<ExportScheduleDraft, 'viewId' | 'query'>,
  from: { readView: ReadView; before?: Pick<Before, 'viewId' | 'query'> },
): Promise<string> {
  const { viewId, query } = draft;
  if (viewId === null || query !== '') {
    return query;
  }
  return from.before?.viewId === viewId
    ? from.before.query
    : (await from.readView(viewId)).query;
}

/** The columns that an export of this format takes from a view; null: all. */
export function columnsFor(
  format: ExportOutput['format'],
  view: Pick<ExportedView, 'columns'> | undefined,
): string[] | null {
  return format === 'csv' || format === 'parquet'
    ? exportColumnsOfView(view?.columns ?? null)
    : null;
}

/** The version of the view that has this query, as far as that is known. */
function versionOf(
  query: string,
  from: { kept: Before | undefined; view: ExportedView | undefined },
): number | null {
  const { kept, view } = from;
  if (kept && kept.query === query && kept.viewVersion !== null) {
    return kept.viewVersion;
  }
  return view?.query === query ? view.version : null;
}
