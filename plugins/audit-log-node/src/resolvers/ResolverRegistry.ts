import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
  eventTypes,
} from 'backstage-plugin-audit-log-common';
import { boundedAction, boundedTarget } from '../limits';
import { announcementsResolver } from './announcements';
import { authResolver } from './auth';
import { bulkImportResolver } from './bulkImport';
import { catalogResolver } from './catalog';
import { genericAction, genericTarget } from './generic';
import { httpRequestResolver } from './httpRequest';
import { kubernetesResolver } from './kubernetes';
import { mcpActionsResolver } from './mcpActions';
import { notificationsResolver } from './notifications';
import { orchestratorResolver } from './orchestrator';
import { ownEventsResolver } from './ownEvents';
import { permissionResolver } from './permission';
import { scaffolderResolver } from './scaffolder';
import {
  CategoryRule,
  EventResolver,
  Resolution,
  ResolverInput,
} from './types';

const OWN_PLUGIN = 'audit-log';

/** What HTTP capture records is the same for every plugin. */
const HTTP_REQUEST = 'http-request';

const builtInResolvers: Record<string, EventResolver> = {
  [OWN_PLUGIN]: ownEventsResolver,
  announcements: announcementsResolver,
  auth: authResolver,
  'bulk-import': bulkImportResolver,
  catalog: catalogResolver,
  kubernetes: kubernetesResolver,
  'mcp-actions': mcpActionsResolver,
  notifications: notificationsResolver,
  orchestrator: orchestratorResolver,
  permission: permissionResolver,
  scaffolder: scaffolderResolver,
};

/** Categories of plugins whose events need no resolver of their own. */
const categoryByPlugin: Record<string, string> = {
  proxy: 'API',
  'audit-log-recorder': 'ACCESS',
};

/**
 * Knows how to tell category, action and target of an event, for each plugin.
 *
 * @public
 */
export class ResolverRegistry {
  readonly #resolvers = new Map(Object.entries(builtInResolvers));
  readonly #categories: readonly CategoryRule[];

  static create(options: { categories?: CategoryRule[] } = {}) {
    return new ResolverRegistry(options.categories ?? []);
  }

  private constructor(categories: readonly CategoryRule[]) {
    this.#categories = categories;
  }

  /**
   * Adds the resolver of a plugin, or replaces the one that ships with the
   * audit log. The audit log's own events can't be resolved differently.
   */
  register(pluginId: string, resolver: EventResolver): void {
    if (pluginId !== OWN_PLUGIN) {
      this.#resolvers.set(pluginId, resolver);
    }
  }

  resolve(
    input: ResolverInput,
  ): Pick<RecordedEvent, 'category' | 'action' | 'target'> {
    const found = this.#ask(input);
    const action =
      found.action ?? genericAction(input.meta) ?? onlyActionOf(input);
    return {
      category: this.#categoryOf(input, found.category),
      action: boundedAction(action),
      target: (found.target && boundedTarget(found.target)) ??
        genericTarget(input.meta) ?? { type: 'plugin', ref: input.plugin },
    };
  }

  /** A resolver that throws costs the event its target, nothing else. */
  #ask(input: ResolverInput): Resolution {
    try {
      const resolver =
        input.eventId === HTTP_REQUEST
          ? httpRequestResolver
          : this.#resolvers.get(input.plugin);
      return { ...resolver?.(input) };
    } catch {
      return {};
    }
  }

  #categoryOf(input: ResolverInput, found: string | undefined): string {
    if (input.plugin === OWN_PLUGIN) {
      return AUDIT_LOG_CATEGORY;
    }
    const rule = this.#categories.find(
      candidate =>
        candidate.plugin === input.plugin &&
        (!candidate.eventId || candidate.eventId === input.eventId),
    );
    const category = rule?.category ?? found ?? categoryByPlugin[input.plugin];
    // Only the audit log itself may claim its category: rules can't mute it.
    return category && category !== AUDIT_LOG_CATEGORY ? category : 'OTHER';
  }
}

/** Action of event types that are about one thing only. */
const onlyActions = new Map(
  eventTypes
    .filter(({ actions }) => actions.length === 1)
    .map(({ plugin, eventId, actions }) => [
      `${plugin}.${eventId}`,
      actions[0],
    ]),
);

function onlyActionOf({ plugin, eventId }: ResolverInput): string | null {
  return onlyActions.get(`${plugin}.${eventId}`) ?? null;
}
