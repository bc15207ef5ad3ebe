import {
  AuditEvent,
  MAX_PREVIEW_EVENTS,
  previewRules,
} from 'backstage-plugin-audit-log-common';
import { RuleBook } from 'backstage-plugin-audit-log-node';
import { EventStore } from '../../store';
import { Handlers } from '../types';

const PAGE_SIZE = 1000;
const HOUR_MS = 3_600_000;

/** The rules in force, and trying others. Changing them is a setting. */
export function ruleHandlers(options: {
  rules: RuleBook;
  store: EventStore;
  clock: () => Date;
}): Handlers<'listRules' | 'previewRules'> {
  const { rules, store, clock } = options;

  /** Newest first, as many as a preview looks at; then says if there were more. */
  async function* latestEvents(
    from: string,
    onMore: () => void,
  ): AsyncGenerator<AuditEvent> {
    let cursor: string | undefined;
    for (let seen = 0; seen < MAX_PREVIEW_EVENTS; seen += PAGE_SIZE) {
      const page = await store.list({
        where: [],
        from,
        order: 'desc',
        limit: PAGE_SIZE,
        cursor,
      });
      yield* page.items;
      if (page.nextCursor === null) {
        return;
      }
      cursor = page.nextCursor;
    }
    onMore();
  }

  return {
    listRules: async () => {
      const hits = rules.hits();
      const firstDefault = rules.rules.length - rules.defaults.length;
      return {
        items: rules.rules.map((rule, index) => ({
          rule,
          isDefault: index >= firstDefault,
          hits: hits[index].hits,
        })),
      };
    },

    previewRules: async ({ body }) => {
      let isComplete = true;
      const preview = await previewRules(
        [...body.rules, ...rules.defaults],
        latestEvents(
          new Date(clock().getTime() - body.hours * HOUR_MS).toISOString(),
          () => {
            isComplete = false;
          },
        ),
      );
      return { ...preview, isComplete };
    },
  };
}
