import { eventTypes } from 'backstage-plugin-audit-log-common';
import { SeenType } from './DatabaseSeenTypes';

/** What a portal has beside its plugins that makes events of known types. */
export interface EventSources {
  /** Role-based access control in the place of Backstage's own `permission`. */
  rbac: boolean;
  /** `auditLog.catalogChanges`. */
  catalogChanges: boolean;
  /** The e-mail processor of notifications. */
  mails: boolean;
}

/** Types that their plugin alone, as it is installed, doesn't make. */
const sourceOf: Record<string, keyof EventSources> = {
  'catalog entity-change': 'catalogChanges',
  'notifications mail-handover': 'mails',
};

/**
 * Which of the known types can occur here, installed plugins or not.
 *
 * @remarks
 * What was seen once can occur: the source may be in another backend, or of the
 * portal's own making, as a permission policy that tells its decisions is.
 */
export function possibleTypes(options: {
  seen: SeenType[];
  sources: EventSources;
}): (type: { plugin: string; eventId: string }) => boolean {
  const { seen, sources } = options;
  const seenKeys = new Set(seen.map(keyOf));
  const hasRbac =
    sources.rbac ||
    eventTypes.some(type => isOfRbac(type) && seenKeys.has(keyOf(type)));
  return type => {
    if (seenKeys.has(keyOf(type))) {
      return true;
    }
    if (type.plugin === 'permission') {
      return hasRbac;
    }
    const source = sourceOf[keyOf(type)];
    return source === undefined || sources[source];
  };
}

/** All of `permission` but decisions, which any policy can tell. */
function isOfRbac({ plugin, eventId }: { plugin: string; eventId: string }) {
  return plugin === 'permission' && eventId !== 'permission-evaluation';
}

/** Names a type among those of all plugins. */
export function keyOf(type: { plugin: string; eventId: string }): string {
  return `${type.plugin} ${type.eventId}`;
}
