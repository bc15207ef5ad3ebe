import { useCallback } from 'react';
import { useWords } from '../words';
import { isGroupField } from './groupState';

/** Names fields for people; those of `meta` by their path. */
export function useFieldName(): (field: string) => string {
  const t = useWords();
  return useCallback(
    field => (isGroupField(field) ? t(`chart.field.${field}`) : field),
    [t],
  );
}
