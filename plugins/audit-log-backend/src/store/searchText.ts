import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** Longest searchable text of an event, in characters. */
export const MAX_SEARCH_LENGTH = 1024;

/**
 * The text of an event that a word of a query is looked for in, by substring:
 * lower case, parts separated by a space.
 */
export function searchText(event: RecordedEvent): string {
  const { actor, target, error } = event;
  let text = `${event.plugin} ${event.eventId}`;
  for (const part of [
    event.action,
    actor.ref,
    actor.onBehalfOf,
    actor.clientName,
    target?.ref,
    target?.name,
    error?.name,
    error?.message,
  ]) {
    if (part) {
      text += ` ${part}`;
    }
  }
  return storableEnd(text.slice(0, MAX_SEARCH_LENGTH)).toLowerCase();
}

/** Does not end in half a character where the text was cut. */
function storableEnd(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
