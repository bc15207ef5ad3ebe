import { useCallback, useEffect, useState } from 'react';
import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { defaultColumns, knownColumns } from './columns';

/** How a reader likes the table: columns in order, and widths in pixels. */
export interface ColumnChoice {
  columns: string[];
  widths: Record<string, number>;
}

const KEY = 'columns';
const none: ColumnChoice = { columns: defaultColumns, widths: {} };

/**
 * The columns of a link where it names some, else those that the reader chose
 * last. A choice is remembered for the next visit.
 */
export function useColumns(linked: string[] | undefined): ColumnChoice & {
  remember: (choice: Partial<ColumnChoice>) => void;
} {
  const storage = useApi(storageApiRef).forBucket('audit-log');
  const [stored, setStored] = useState<ColumnChoice>(() =>
    readChoice(storage.snapshot(KEY).value),
  );

  useEffect(() => {
    const subscription = storage
      .observe$(KEY)
      .subscribe(snapshot => setStored(readChoice(snapshot.value)));
    return () => subscription.unsubscribe();
  }, [storage]);

  const remember = useCallback(
    (choice: Partial<ColumnChoice>) => {
      const next = { ...stored, ...choice };
      setStored(next);
      storage.set(KEY, { columns: next.columns, widths: next.widths });
    },
    [storage, stored],
  );

  return {
    columns: linked ? knownColumns(linked) : stored.columns,
    widths: stored.widths,
    remember,
  };
}

/** Reads what an earlier version, or somebody's hand, may have left behind. */
function readChoice(value: unknown): ColumnChoice {
  if (typeof value !== 'object' || value === null) {
    return none;
  }
  const { columns, widths } = value as Record<string, unknown>;
  return {
    columns: Array.isArray(columns)
      ? knownColumns(columns.filter(name => typeof name === 'string'))
      : defaultColumns,
    widths: Object.fromEntries(
      Object.entries((widths as object | undefined) ?? {}).filter(
        ([, width]) => typeof width === 'number' && width >= 48,
      ),
    ),
  };
}
