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
 * without a time range or columns leaves them to the reader.
 */
export function isChanged(view: View, content: ViewContent): boolean {
  const { query, timeRange, columns } = savedContent(content);
  return (
    view.query !== query ||
    (view.timeRange !== null &&
      rangeKey(view.timeRange) !== rangeKey(timeRange)) ||
    (view.columns !== null && view.columns.join() !== columns?.join())
  );
}

/** The same text for the same range, whatever the order of its keys. */
function rangeKey(range: ViewTimeRange): string {
  return JSON.stringify(Object.entries(range).sort());
}
