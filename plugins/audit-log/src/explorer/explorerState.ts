import { TimeRange, defaultRange, isRelativeRange } from '../range';

/** Everything about the explorer that a link carries. */
export interface ExplorerState {
  /** Query text. */
  q: string;
  range: TimeRange;
  /** Columns in order, or undefined for the reader's own choice. */
  columns?: string[];
  /** Id of the event in the drawer. */
  event?: string;
  /** Id of the saved view that was opened. */
  view?: string;
  /** Begins at this time instead of at the end of the range, ISO 8601. */
  at?: string;
  /** How the chart counts, or undefined for the list of events. */
  chart?: string;
}

/** Reads the explorer's state from a URL. What makes no sense is ignored. */
export function readExplorerState(params: URLSearchParams): ExplorerState {
  const columns = params.get('columns')?.split(',').filter(Boolean);
  return {
    q: params.get('q') ?? '',
    range: readRange(params),
    columns: columns?.length ? columns : undefined,
    event: params.get('event') ?? undefined,
    at: readTime(params.get('at')),
    view: params.get('view') ?? undefined,
    chart: params.get('chart') ?? undefined,
  };
}

/** Changes a part of the explorer's state in a URL; the rest stays as it is. */
export function writeExplorerState(
  params: URLSearchParams,
  change: Partial<ExplorerState>,
): URLSearchParams {
  const state = {
    ...readExplorerState(params),
    // A time that was jumped to belongs to the range.
    ...(change.range && { at: undefined }),
    ...change,
  };
  const next = new URLSearchParams(params);
  [
    'q',
    'range',
    'from',
    'to',
    'columns',
    'event',
    'at',
    'view',
    'chart',
  ].forEach(key => next.delete(key));
  if (state.q) {
    next.set('q', state.q);
  }
  for (const [key, value] of Object.entries(writeRange(state.range))) {
    next.set(key, value);
  }
  if (state.columns) {
    next.set('columns', state.columns.join(','));
  }
  if (state.event) {
    next.set('event', state.event);
  }
  if (state.at) {
    next.set('at', state.at);
  }
  if (state.view) {
    next.set('view', state.view);
  }
  if (state.chart) {
    next.set('chart', state.chart);
  }
  return next;
}

const AROUND_MS = 15 * 60_000;

/** Everything that happened around a time, whatever the query was. */
export function aroundTime(iso: string): Partial<ExplorerState> {
  const time = Date.parse(iso);
  return {
    q: '',
    range: {
      kind: 'absolute',
      from: new Date(time - AROUND_MS).toISOString(),
      to: new Date(time + AROUND_MS).toISOString(),
    },
    at: iso,
    chart: undefined,
    view: undefined,
  };
}

function readRange(params: URLSearchParams): TimeRange {
  const range = params.get('range');
  if (range === 'all') {
    return { kind: 'all' };
  }
  if (range && isRelativeRange(range)) {
    return { kind: 'relative', last: range };
  }
  const from = readTime(params.get('from'));
  const to = readTime(params.get('to'));
  return from || to ? { kind: 'absolute', from, to } : defaultRange;
}

function writeRange(range: TimeRange): Record<string, string> {
  switch (range.kind) {
    case 'all':
      return { range: 'all' };
    case 'relative':
      return range.last === (defaultRange as { last?: string }).last
        ? {}
        : { range: range.last };
    default:
      return {
        ...(range.from && { from: range.from }),
        ...(range.to && { to: range.to }),
      };
  }
}

function readTime(text: string | null): string | undefined {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
