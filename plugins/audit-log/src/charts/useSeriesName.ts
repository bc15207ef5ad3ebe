import { useCallback } from 'react';
import { outcomes, severities } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

/** Names the value of a series for people. */
export function useSeriesName(field: string): (value: string | null) => string {
  const t = useWords();
  return useCallback(
    value => {
      if (value === null) {
        return t('chart.none');
      }
      const outcome = outcomes.find(name => name === value);
      if (field === 'outcome' && outcome) {
        return t(`value.outcome.${outcome}`);
      }
      const severity = severities.find(name => name === value);
      if (field === 'severity' && severity) {
        return t(`value.severity.${severity}`);
      }
      return value;
    },
    [field, t],
  );
}
