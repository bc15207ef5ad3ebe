import { useCallback } from 'react';
import { useWords } from '../words';
import { isBaseColumn } from './columns';

/** Names columns for people; a column of `meta` is named by its key. */
export function useColumnName(): (column: string) => string {
  const t = useWords();
  return useCallback(
    column =>
      isBaseColumn(column) ? t(`explorer.columns.name.${column}`) : column,
    [t],
  );
}
