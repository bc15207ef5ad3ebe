import { View, ViewTimeRange } from 'backstage-plugin-audit-log-common';
import { TimeRange, defaultRange } from '../range';

/** What a view saves of the explorer. */
export interface ViewContent {
  q: string;
  range: TimeRange;
  columns?: string[];
}

/** What the explorer shows when a view is opened. */
export function contentOf(
  view: Pick<View, 'query' | 'timeRange' | 'columns'>,
): ViewContent {
  return {
    q: view.query,
    range: view.timeRange ?? defaultRange,
    columns: view.columns ?? undefined,
  };
}

/** What is saved of the explorer's state. */
export function savedContent(content: ViewContent): {
  query: string;
  timeRange: ViewTimeRange;
  columns: string[] | null;
} {
  return {
    query: content.q,
    timeRange: content.range,
    columns: content.columns ?? null,
  };
}

/**
 * Whether the explorer shows something else than the view has saved. A view
 * without columns leaves them to the reader.
 */
export function isChanged(view: View, content: ViewContent): boolean {
  const saved = contentOf(view);
  return (
    saved.q !== content.q ||
    JSON.stringify(saved.range) !== JSON.stringify(content.range) ||
    (saved.columns !== undefined &&
      saved.columns.join() !== content.columns?.join())
  );
}
