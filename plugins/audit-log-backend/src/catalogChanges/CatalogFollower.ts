import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { DatabaseEntitySnapshot, SeenEntity } from './DatabaseEntitySnapshot';
import { contentOf, diffContents } from './diffContents';
import {
  EntityChange,
  entityChangeEvent,
  locationOf,
} from './entityChangeEvent';

const PAGE_SIZE = 500;
const CHUNK = 100;
const NONE = '-';

/** Only what tells whether an entity changed. */
const LISTED_FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.etag',
];

export interface CatalogFollowerOptions {
  auth: AuthService;
  catalog: CatalogService;
  recorder: Pick<AuditLogRecorder, 'record' | 'recording' | 'instance'>;
  snapshot: DatabaseEntitySnapshot;
  /** Who changed the location that an entity comes from, lately. */
  personBehind: (location: string) => Promise<string | undefined>;
  clock: () => Date;
}

/**
 * Records how entities of the catalog change, whatever changed them: people,
 * providers, a refresh, or the cleaning up of orphans.
 *
 * @remarks
 * Follows the catalog from outside: each look lists the etags of all entities
 * and reads only those whose etag is new. The first look records nothing, nor
 * does the first one after recording was switched off. Changes between two
 * looks are one change.
 */
export class CatalogFollower {
  readonly #options: CatalogFollowerOptions;

  constructor(options: CatalogFollowerOptions) {
    this.#options = options;
  }

  /** One look; to be made by one replica at a time. */
  async look(signal?: AbortSignal): Promise<void> {
    const { recorder, snapshot } = this.#options;
    if (recorder.recording !== 'on') {
      if (recorder.recording === 'off') {
        await snapshot.clear();
      }
      return;
    }
    const before = await snapshot.etags();
    const present = await this.#listEtags();
    const isFirst = before.size === 0;
    const changed = [...present]
      .filter(([ref, etag]) => before.get(ref) !== etag)
      .map(([ref]) => ref);
    for (let start = 0; start < changed.length; start += CHUNK) {
      signal?.throwIfAborted();
      await this.#noteChanged(
        changed.slice(start, start + CHUNK),
        before,
        isFirst,
      );
    }
    const removed = [...before.keys()].filter(ref => !present.has(ref));
    await this.#noteRemoved(removed, before);
  }

  async #listEtags(): Promise<Map<string, string>> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const etags = new Map<string, string>();
    let cursor: string | undefined;
    do {
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE_SIZE, fields: LISTED_FIELDS }
          : { limit: PAGE_SIZE, fields: LISTED_FIELDS },
        { credentials },
      );
      for (const entity of page.items) {
        etags.set(stringifyEntityRef(entity), entity.metadata.etag ?? NONE);
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return etags;
  }

  async #noteChanged(
    refs: string[],
    etagsBefore: Map<string, string>,
    isFirst: boolean,
  ): Promise<void> {
    const { auth, catalog, snapshot } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: refs },
      { credentials },
    );
    const before = await snapshot.contents(refs);
    const seen: SeenEntity[] = [];
    for (const entity of items) {
      if (!entity) {
        // Gone in the meantime: the next look tells.
        continue;
      }
      const entityRef = stringifyEntityRef(entity);
      const etag = entity.metadata.etag ?? NONE;
      const content = contentOf(entity);
      const contentBefore = before.get(entityRef);
      seen.push({ entityRef, etag, content });
      if (!isFirst) {
        await this.#record({
          action: contentBefore ? 'update' : 'create',
          entityRef,
          etags: [etagsBefore.get(entityRef) ?? NONE, etag],
          content,
          changes: diffContents(contentBefore ?? {}, content),
        });
      }
    }
    // After recording: what is found again after a crash has the same id.
    await snapshot.put(seen);
  }

  async #noteRemoved(
    refs: string[],
    etagsBefore: Map<string, string>,
  ): Promise<void> {
    const { snapshot } = this.#options;
    const contents = await snapshot.contents(refs);
    for (const [entityRef, content] of contents) {
      await this.#record({
        action: 'delete',
        entityRef,
        etags: [etagsBefore.get(entityRef) ?? NONE, NONE],
        content,
        changes: diffContents(content, {}),
      });
    }
    await snapshot.remove(refs);
  }

  async #record(change: EntityChange): Promise<void> {
    // The catalog worked something out anew, nobody changed anything.
    if (change.changes.length === 0) {
      return;
    }
    const { recorder, clock, personBehind } = this.#options;
    const location = locationOf(change.content);
    await recorder.record(
      entityChangeEvent({
        change,
        person: location && (await personBehind(location)),
        at: clock().toISOString(),
        instance: recorder.instance,
      }),
    );
  }
}
