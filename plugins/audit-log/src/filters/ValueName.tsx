import { outcomes, severities } from 'backstage-plugin-audit-log-common';
import { EntityName } from '../shared';
import { useWords } from '../words';

/** The fields whose values are counted beside the table. */
export const facetFields = [
  'outcome',
  'severity',
  'category',
  'plugin',
  'event',
  'actor',
] as const;

/** A field of {@link facetFields}. */
export type FacetField = (typeof facetFields)[number];

/** A value of a field as people call it. */
export function ValueName(props: { field: FacetField; value: string }) {
  const { field, value } = props;
  const t = useWords();
  if (field === 'actor') {
    return <EntityName entityRef={value} noLink />;
  }
  const outcome = outcomes.find(name => name === value);
  if (field === 'outcome' && outcome) {
    return <>{t(`value.outcome.${outcome}`)}</>;
  }
  const severity = severities.find(name => name === value);
  if (field === 'severity' && severity) {
    return <>{t(`value.severity.${severity}`)}</>;
  }
  return <>{value}</>;
}
