import {
  EventType,
  EventTypesResponse,
  PluginCoverage,
  eventTypes,
  httpRequestEventType,
} from 'backstage-plugin-audit-log-common';
import { SeenType } from './DatabaseSeenTypes';
import { EventSources, keyOf, possibleTypes } from './possibleTypes';

/**
 * Puts together what is known to exist, what was seen, and what is installed.
 *
 * @param installed - ids of the plugins of this backend
 */
export function describeCoverage(options: {
  seen: SeenType[];
  installed: string[];
  sources: EventSources;
  capturesHttp: boolean;
  isComplete: boolean;
}): EventTypesResponse {
  const { seen, installed, capturesHttp, isComplete } = options;
  const isPossible = possibleTypes(options);
  const known = new Map(eventTypes.map(type => [keyOf(type), type]));
  const seenByKey = new Map(seen.map(type => [keyOf(type), type]));
  const unknown = seen.filter(type => !known.has(keyOf(type)));
  return {
    items: [
      ...[...known.values()].map(type => ({
        ...describe(type),
        isKnown: true,
        isPossible: isPossible(type),
        firstSeen: seenByKey.get(keyOf(type))?.firstSeen ?? null,
        lastSeen: seenByKey.get(keyOf(type))?.lastSeen ?? null,
      })),
      ...unknown.map(type => ({
        ...describe(unknownType(type)),
        isKnown: type.eventId === httpRequestEventType.eventId,
        isPossible: true,
        firstSeen: type.firstSeen,
        lastSeen: type.lastSeen,
      })),
    ],
    plugins: [...new Set([...installed, ...recordedPlugins(seen)])]
      .sort()
      .map(id => ({ id, coverage: coverageOf(id, seen, isPossible) })),
    capturesHttp,
    isComplete,
  };
}

/**
 * Plugins with events of their own, as those of other backends are. What only
 * HTTP capture saw may be any path that somebody tried.
 */
function recordedPlugins(seen: SeenType[]): string[] {
  return seen
    .filter(type => type.eventId !== httpRequestEventType.eventId)
    .map(type => type.plugin);
}

function coverageOf(
  plugin: string,
  seen: SeenType[],
  isPossible: ReturnType<typeof possibleTypes>,
): PluginCoverage {
  const ofPlugin = seen.filter(type => type.plugin === plugin);
  if (ofPlugin.some(type => type.eventId !== httpRequestEventType.eventId)) {
    return 'recorded';
  }
  if (ofPlugin.length > 0) {
    return 'captured';
  }
  return eventTypes.some(type => type.plugin === plugin && isPossible(type))
    ? 'unseen'
    : 'silent';
}

function unknownType(seen: SeenType): EventType {
  const template =
    seen.eventId === httpRequestEventType.eventId
      ? httpRequestEventType
      : undefined;
  return {
    severities: [],
    summary: '',
    actions: [],
    target: '',
    meta: {},
    madeBy: 'plugin',
    ...template,
    plugin: seen.plugin,
    eventId: seen.eventId,
    category: seen.category,
  };
}

function describe({ severities, actions, meta, ...type }: EventType) {
  return {
    ...type,
    severities: [...severities],
    actions: [...actions],
    meta: { ...meta },
  };
}
