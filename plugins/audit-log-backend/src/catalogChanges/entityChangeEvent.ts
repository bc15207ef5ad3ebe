import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { storableMeta } from 'backstage-plugin-audit-log-node';
import { v5 as uuidv5 } from 'uuid';
import { EntityContent } from './contentOf';
import { FieldChange } from './diffContents';

/** Namespace of the ids of these events. */
const NAMESPACE = '6f3a1f0e-5f0b-4b57-9d0e-0b8a3d5c7e21';

/** Most changed fields that one event tells of. */
const MOST_CHANGES = 50;

const ORIGIN = 'backstage.io/managed-by-origin-location';

/** A change of one entity between two looks at the catalog. */
export interface EntityChange {
  action: 'create' | 'update' | 'delete';
  entityRef: string;
  /** Etags before and after, `-` where there was no entity. */
  etags: [before: string, after: string];
  /** Names the look that found it. */
  look: string;
  content: EntityContent;
  changes: FieldChange[];
}

/**
 * The event of a change. Its id follows from the change and the look, so that
 * one that is found twice is recorded once, and one that happens twice, twice:
 * the catalog gives equal entities equal etags.
 *
 * @remarks
 * Its actor is the location or the provider that the entity comes from, and
 * never a person: who registered a location did not write what changed there.
 */
export function entityChangeEvent(options: {
  change: EntityChange;
  at: string;
  instance: string;
}): RecordedEvent {
  const { change, at, instance } = options;
  const { changes } = change;
  const location = locationOf(change.content);
  return {
    id: uuidv5(
      [change.entityRef, ...change.etags, change.look].join(' '),
      NAMESPACE,
    ),
    startedAt: at,
    endedAt: at,
    durationMs: 0,
    plugin: 'catalog',
    eventId: 'entity-change',
    action: change.action,
    category: 'CATALOG',
    // A write, and more than what plugins read from plugins: that is dropped.
    severity: 'medium',
    outcome: 'succeeded',
    amends: null,
    actor: location
      ? { type: 'service', ref: location, via: 'plugin:catalog' }
      : { type: 'service', ref: 'plugin:catalog' },
    target: { type: 'entity', ref: change.entityRef },
    client: null,
    request: null,
    meta: storableMeta({
      changes: changes.slice(0, MOST_CHANGES),
      ...(changes.length > MOST_CHANGES && {
        moreChanges: changes.length - MOST_CHANGES,
      }),
      ...(location && { location }),
    }),
    error: null,
    instance,
  };
}

/** Where an entity was registered from. */
function locationOf(content: EntityContent): string | undefined {
  const { annotations } = (content.metadata ?? {}) as {
    annotations?: Record<string, unknown>;
  };
  const location = annotations?.[ORIGIN];
  return typeof location === 'string' ? location : undefined;
}
