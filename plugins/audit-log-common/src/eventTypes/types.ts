import { Severity } from '../events';

/**
 * A kind of event that is known to exist.
 *
 * @remarks
 * `summary` says what happened, as a phrase after the actor's name: "registered
 * or changed a location". `severities` are those it occurs with, `actions`
 * those it tells apart. `target` says in words what its target is, `meta`
 * what each of its own fields means. `madeBy` says whether the plugin emits it
 * itself or the audit log observes it.
 *
 * @public
 */
export interface EventType {
  plugin: string;
  eventId: string;
  category: string;
  severities: readonly Severity[];
  summary: string;
  actions: readonly string[];
  target: string;
  meta: Readonly<Record<string, string>>;
  madeBy: 'plugin' | 'audit-log';
}

/** What is common to the event types of one plugin. */
export type PluginEventTypes = Pick<EventType, 'plugin' | 'category'> & {
  madeBy?: EventType['madeBy'];
  types: readonly (Pick<EventType, 'eventId' | 'summary'> &
    Partial<Pick<EventType, 'severities' | 'actions' | 'target' | 'meta'>>)[];
};

/** The event types of a plugin, one by one. */
export function eventTypesOf(plugin: PluginEventTypes): EventType[] {
  return plugin.types.map(type => ({
    plugin: plugin.plugin,
    category: plugin.category,
    madeBy: plugin.madeBy ?? 'plugin',
    severities: ['low'],
    actions: [],
    target: 'the plugin itself',
    meta: {},
    ...type,
  }));
}
