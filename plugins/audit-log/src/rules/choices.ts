import {
  EventTypesResponse,
  Rule,
  RuleMatch,
  actorTypes,
  outcomes,
  severities,
} from 'backstage-plugin-audit-log-common';
import { valuesOf } from './draft';

/** What fields are completed with: what occurs first, then what is known. */
export interface Choices {
  types: EventTypesResponse['items'];
  /** Who acted lately. */
  actors: string[];
}

export const noChoices: Choices = { types: [], actors: [] };

/** Fields that have few values, all of them known. */
const fixed: Partial<Record<keyof RuleMatch, readonly string[]>> = {
  severity: severities,
  outcome: outcomes,
  actorType: actorTypes,
};

/** Whether a field takes texts of one's own, with `*` and `!`. */
export function isFree(field: keyof RuleMatch): boolean {
  return !fixed[field];
}

/**
 * What a field can be completed with, given what the rule says already: for
 * the events of a plugin, those of the plugins that it names.
 */
export function choicesOf(
  field: keyof RuleMatch,
  rule: Rule,
  choices: Choices,
): string[] {
  const types = choices.types.filter(
    type =>
      allows(rule, 'plugin', type.plugin, field) &&
      allows(rule, 'event', type.eventId, field) &&
      allows(rule, 'category', type.category, field),
  );
  // What occurs in this portal comes first.
  const ordered = [...types].sort(
    (a, b) => Number(b.lastSeen !== null) - Number(a.lastSeen !== null),
  );
  switch (field) {
    case 'plugin':
      return distinct(ordered.map(type => type.plugin)).filter(
        plugin => plugin !== '*',
      );
    case 'event':
      return distinct(ordered.map(type => type.eventId));
    case 'category':
      return distinct(ordered.map(type => type.category));
    case 'action':
      return distinct(ordered.flatMap(type => type.actions));
    case 'actor':
      return distinct([...choices.actors, 'user:*', 'plugin:*', 'external:*']);
    case 'path':
      return distinct(
        ordered
          .filter(({ plugin }) => plugin !== '*')
          .map(({ plugin }) => `/api/${plugin}/*`),
      );
    default:
      return [...(fixed[field] ?? [])];
  }
}

/** Only plain values narrow the others; patterns would need to be tried. */
function allows(
  rule: Rule,
  by: 'plugin' | 'event' | 'category',
  value: string,
  field: keyof RuleMatch,
): boolean {
  const values = valuesOf(rule, by);
  return (
    by === field ||
    values.length === 0 ||
    values.some(text => /[*!]/.test(text)) ||
    values.includes(value)
  );
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
