import { useCallback } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { outcomes, severities } from 'backstage-plugin-audit-log-common';
import { isEntityRef } from '../shared';
import { useWords } from '../words';

/** Names the value of a series for people; entities as they are known so far. */
export function useSeriesName(field: string): (value: string | null) => string {
  const t = useWords();
  const apis = useApiHolder();
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
      const isReference = field === 'actor' || field === 'target';
      const entities = apis.get(entityPresentationApiRef);
      return isReference && isEntityRef(value) && entities
        ? entities.forEntity(value).snapshot.primaryTitle
        : value;
    },
    [field, t, apis],
  );
}
