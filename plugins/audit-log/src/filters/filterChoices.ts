import {
  AuditEvent,
  builtInCategories,
  outcomes,
} from 'backstage-plugin-audit-log-common';
import { columnText } from '../table';

/** The fields that have a filter of their own beside the query. */
export const filterFields = ['plugin', 'category', 'actor', 'outcome'] as const;

/** A field of {@link filterFields}. */
export type FilterField = (typeof filterFields)[number];

const always: Record<FilterField, readonly string[]> = {
  plugin: [],
  category: builtInCategories,
  actor: [],
  outcome: outcomes,
};

/**
 * Values that a filter offers: those that are chosen, those of the loaded
 * events with the most frequent first, then those that are always possible.
 */
export function filterChoices(
  field: FilterField,
  options: { events: AuditEvent[]; chosen: string[] },
): string[] {
  const counts = new Map<string, number>();
  for (const event of options.events) {
    const value = columnText(event, field);
    if (value) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const frequent = [...counts.entries()]
    .sort(([, a], [, b]) => b - a)
    .map(([value]) => value);
  return [...new Set([...options.chosen, ...frequent, ...always[field]])];
}
