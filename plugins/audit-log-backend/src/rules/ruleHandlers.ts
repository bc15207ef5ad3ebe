import {
  AuditEvent,
  MAX_PREVIEW_EVENTS,
  previewRules,
} from 'backstage-plugin-audit-log-common';
import { RuleBook } from 'backstage-plugin-audit-log-node';
import { VisibleEvents } from '../reading';
import { Handlers } from '../rooms';
import { SettingsService } from '../settings';

const PAGE_SIZE = 1000;
const HOUR_MS = 3_600_000;

/**
 * The rules of the portal, and trying others. Changing them is a setting.
 *
 * @remarks
 * Which rules there are is read from the settings, so that whoever has saved
 * some reads them, of any replica. This process takes them at its next look at
 * the settings; until then new ones have no hits.
 */
export function ruleHandlers(options: {
  rules: RuleBook;
  settings: Pick<SettingsService, 'read'>;
  clock: () => Date;
}): Handlers<'listRules' | 'previewRules'> {
  const { rules, settings, clock } = options;

  /** Newest first, as many as a preview looks at; then says if there were more. */
  async function* latestEvents(
    events: VisibleEvents,
    from: string,
    onMore: () => void,
  ): AsyncGenerator<AuditEvent> {
    let cursor: string | undefined;
    for (let seen = 0; seen < MAX_PREVIEW_EVENTS; seen += PAGE_SIZE) {
      const page = await events.list({
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
    listRules: async ({ events }) => {
      const saved = (await settings.read()).rules;
      const all = [...saved, ...rules.defaults];
      const counted = rules.hits();
      // Hits count anew when any rule changes.
      const isInForce = JSON.stringify(all) === JSON.stringify(rules.rules);
      const hitsOf = (index: number) => (isInForce ? counted[index].hits : 0);
      return {
        items: all.map((rule, index) => ({
          rule,
          isDefault: index >= saved.length,
          hits: events ? hitsOf(index) : null,
        })),
      };
    },

    previewRules: async ({ body, events }) => {
      let isComplete = true;
      const preview = await previewRules(
        [...body.rules, ...rules.defaults],
        latestEvents(
          events,
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
