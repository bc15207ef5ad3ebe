import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { EventPage, EventStore, ListEventsOptions } from '../store';

/** What a read returns from its first page to its last one. */
export async function allPages(
  store: EventStore,
  options: ListEventsOptions,
): Promise<AuditEvent[]> {
  const items: AuditEvent[] = [];
  let page: EventPage | undefined;
  do {
    page = await store.list({
      ...options,
      cursor: page?.nextCursor ?? undefined,
    });
    items.push(...page.items);
  } while (page.nextCursor !== null && page.items.length > 0);
  return items;
}
