import {
  Facet,
  formatQuery,
  ParsedQuery,
} from 'backstage-plugin-audit-log-common';
import { GroupColumn } from '../query';
import { EventReader } from '../store';
import { countNewest, countWhole, ValueCounts } from './countValues';
import { CountedEvents, isCounted } from './countSource';

export interface FacetOptions {
  limit: number;
  /** Keeps only values that contain it, in any case. */
  containing?: string;
}

/** Columns that one read can count. */
interface Batch {
  events: CountedEvents;
  isWhole: boolean;
  columns: GroupColumn[];
}

/**
 * The most frequent values of several columns for one query.
 *
 * @remarks
 * Columns that the query does not narrow differently share one read.
 */
export async function countFacets(
  reader: EventReader,
  events: CountedEvents,
  columns: GroupColumn[],
  options: FacetOptions,
): Promise<Facet[]> {
  const facets = new Map<string, Facet>();
  for (const batch of batchesOf(events, columns)) {
    const count = batch.isWhole ? countWhole : countNewest;
    const { counts, countedNewest } = await count(
      reader,
      batch.events,
      batch.columns,
    );
    batch.columns.forEach(({ field }, i) => {
      facets.set(field, facetOf(field, counts[i], countedNewest, options));
    });
  }
  return columns.map(({ field }) => facets.get(field)!);
}

function batchesOf(events: CountedEvents, columns: GroupColumn[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const column of columns) {
    const parsed = withoutField(events.parsed, column.field);
    const isWhole = isCounted(column.field, { ...events, parsed });
    const key = `${isWhole} ${formatQuery(parsed.terms)}`;
    const batch = batches.get(key);
    if (batch) {
      batch.columns.push(column);
    } else {
      batches.set(key, {
        events: { ...events, parsed },
        isWhole,
        columns: [column],
      });
    }
  }
  return [...batches.values()];
}

function facetOf(
  field: string,
  counts: ValueCounts,
  countedNewest: number | null,
  { containing, limit }: FacetOptions,
): Facet {
  const wanted = containing?.toLowerCase();
  const values = [...counts]
    .map(([value, count]) => ({ value, count }))
    .filter(
      ({ value, count }) =>
        count > 0 &&
        (wanted === undefined || value?.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value));
  return {
    field,
    values: values.slice(0, limit),
    hasMore: values.length > limit,
    countedNewest,
  };
}

/** The query as if it did not say which values of the field are wanted. */
function withoutField(parsed: ParsedQuery, field: string): ParsedQuery {
  return {
    ...parsed,
    terms: parsed.terms.filter(
      term =>
        term.kind === 'text' ||
        term.field !== field ||
        term.negated ||
        term.operator === '!=',
    ),
  };
}

function compareText(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
