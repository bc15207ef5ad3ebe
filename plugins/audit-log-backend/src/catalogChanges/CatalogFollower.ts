import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { LifecycleState } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../ticks';
import { contentOf } from './contentOf';
import { DatabaseEntitySnapshot, SeenEntity } from './DatabaseEntitySnapshot';
import { diffContents } from './diffContents';
import { EntityChange, entityChangeEvent } from './entityChangeEvent';

const PAGE_SIZE = 500;
const CHUNK = 100;
const NONE = '-';

/** How long the catalog may take to answer, each time it is asked. */
const ANSWER_MS = 60_000;

/** How long and how often to look whether another replica is ready. */
const MOST_WAITED_MS = 60_000;
const WAIT_MS = 250;

/** Only what tells whether an entity changed. */
const LISTED_FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.etag',
];

/** What is compared, and not relations and status, which may be long. */
const COMPARED_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Records what one look found. */
type RecordChange = (change: Omit<EntityChange, 'look'>) => Promise<void>;

export interface CatalogFollowerOptions {
  auth: AuthService;
  catalog: CatalogService;
  recorder: Pick<AuditLogRecorder, 'record' | 'recording' | 'instance'>;
  snapshot: DatabaseEntitySnapshot;
  /** The stored state of audit logging. */
  state: () => Promise<LifecycleState>;
  clock: () => Date;
}

/**
 * Records how entities of the catalog change, whatever changed them: people,
 * providers, a refresh, or the cleaning up of orphans.
 *
 * @remarks
 * Follows the catalog from outside: each look lists the etags of all entities
 * and reads only those whose etag is new. What it compares with begins with
 * the baseline, which is taken while audit logging is being enabled, and anew
 * whenever it is enabled again. Changes between two looks are one change.
 */
export class CatalogFollower {
  readonly #options: CatalogFollowerOptions;

  constructor(options: CatalogFollowerOptions) {
    this.#options = options;
  }

  /**
   * Takes the baseline, from which on every change is told. Of several
   * replicas that are asked for the same purpose one takes it, and the others
   * wait for it, but not for ever: it may have been killed.
   */
  async begin(purpose: string, signal?: AbortSignal): Promise<void> {
    const { snapshot } = this.#options;
    if (!(await snapshot.claimBaseline(purpose))) {
      const deadline = Date.now() + MOST_WAITED_MS;
      while (
        (await snapshot.baseline()) === 'under way' &&
        Date.now() < deadline
      ) {
        await delay(WAIT_MS, undefined, { signal });
      }
      return;
    }
    try {
      await this.#takeBaseline(signal);
    } catch (error) {
      await snapshot.clear();
      throw error;
    }
  }

  async #takeBaseline(signal?: AbortSignal): Promise<void> {
    const { snapshot, clock } = this.#options;
    const present = new Set<string>();
    for await (const entities of this.#pages(COMPARED_FIELDS, signal)) {
      const seen = entities.map(seenOf);
      await snapshot.put(seen);
      seen.forEach(({ entityRef }) => present.add(entityRef));
    }
    const gone = [...(await snapshot.etags()).keys()].filter(
      ref => !present.has(ref),
    );
    await snapshot.remove(gone);
    await snapshot.completeBaseline(clock());
  }

  /** One look; to be made by one replica at a time. */
  async look(signal?: AbortSignal): Promise<void> {
    const { recorder, snapshot } = this.#options;
    const state = await this.#options.state();
    if (state === 'disabled') {
      await snapshot.clear();
    }
    if (state !== 'enabled' || recorder.recording !== 'on') {
      return;
    }
    if ((await snapshot.baseline()) !== 'taken') {
      // Nobody has begun, or whoever did was killed.
      await this.begin(`look ${this.#options.clock().toISOString()}`, signal);
      return;
    }
    const look = await snapshot.nextLook();
    const { changed, removed } = await this.#compare(signal);
    const record = this.#recording(look);
    for (const refs of chunksOf([...changed.keys()])) {
      signal?.throwIfAborted();
      await this.#noteChanged(refs, changed, record, signal);
    }
    for (const refs of chunksOf([...removed.keys()])) {
      signal?.throwIfAborted();
      await this.#noteRemoved(refs, removed, record);
    }
    if (changed.size > 0 || removed.size > 0) {
      await snapshot.completeLook();
    }
  }

  async *#pages(
    fields: string[],
    signal?: AbortSignal,
  ): AsyncGenerator<Entity[]> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    let cursor: string | undefined;
    do {
      const page = await answerOf(
        catalog.queryEntities(
          { ...(cursor && { cursor }), limit: PAGE_SIZE, fields },
          { credentials },
        ),
        signal,
      );
      yield page.items;
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
  }

  /**
   * What is new or changed, and what is gone, with the etags from before. Goes
   * page by page, so that all refs are in memory only once.
   */
  async #compare(signal?: AbortSignal): Promise<{
    changed: Map<string, string>;
    removed: Map<string, string>;
  }> {
    const before: Map<string, string | undefined> =
      await this.#options.snapshot.etags();
    const changed = new Map<string, string>();
    for await (const entities of this.#pages(LISTED_FIELDS, signal)) {
      for (const entity of entities) {
        const ref = stringifyEntityRef(entity);
        const etag = before.get(ref);
        // One that was listed already may come again while pages move on.
        const isListed = before.has(ref) && etag === undefined;
        if (!isListed && etag !== etagOf(entity)) {
          changed.set(ref, etag ?? NONE);
        }
        before.set(ref, undefined);
      }
    }
    const removed = new Map<string, string>();
    for (const [ref, etag] of before) {
      if (etag !== undefined) {
        removed.set(ref, etag);
      }
    }
    return { changed, removed };
  }

  async #noteChanged(
    refs: string[],
    etagsBefore: Map<string, string>,
    record: RecordChange,
    signal?: AbortSignal,
  ): Promise<void> {
    const { auth, catalog, snapshot } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await answerOf(
      catalog.getEntitiesByRefs(
        { entityRefs: refs, fields: COMPARED_FIELDS },
        { credentials },
      ),
      signal,
    );
    const before = await snapshot.contents(refs);
    // Those that are gone in the meantime are for the next look.
    const seen = items.flatMap(entity => (entity ? [seenOf(entity)] : []));
    await Promise.all(
      seen.map(({ entityRef, etag, content }) => {
        const contentBefore = before.get(entityRef);
        return record({
          action: contentBefore ? 'update' : 'create',
          entityRef,
          etags: [etagsBefore.get(entityRef) ?? NONE, etag],
          content,
          changes: diffContents(contentBefore ?? {}, content),
        });
      }),
    );
    // After recording: what is found again after a crash has the same id.
    await snapshot.put(seen);
  }

  async #noteRemoved(
    refs: string[],
    etagsBefore: Map<string, string>,
    record: RecordChange,
  ): Promise<void> {
    const { snapshot } = this.#options;
    const contents = await snapshot.contents(refs);
    await Promise.all(
      [...contents].map(([entityRef, content]) =>
        record({
          action: 'delete',
          entityRef,
          etags: [etagsBefore.get(entityRef) ?? NONE, NONE],
          content,
          changes: diffContents(content, {}),
        }),
      ),
    );
    await snapshot.remove(refs);
  }

  /** Records the changes of one look. */
  #recording(look: string): RecordChange {
    const { recorder, clock } = this.#options;
    return async change => {
      // The catalog worked something out anew, nobody changed anything.
      if (change.changes.length === 0) {
        return;
      }
      await recorder.record(
        entityChangeEvent({
          change: { ...change, look },
          at: clock().toISOString(),
          instance: recorder.instance,
        }),
      );
    };
  }
}

/** Whoever waits for a catalog that hangs would wait for ever. */
function answerOf<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  return within(answer, {
    limitMs: ANSWER_MS,
    onLimit: `the catalog did not answer within ${ANSWER_MS / 1000} s`,
    signal,
  });
}

function seenOf(entity: Entity): SeenEntity {
  return {
    entityRef: stringifyEntityRef(entity),
    etag: etagOf(entity),
    content: contentOf(entity),
  };
}

function etagOf(entity: Entity): string {
  return entity.metadata.etag ?? NONE;
}

function chunksOf<T>(items: T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += CHUNK) {
    chunks.push(items.slice(start, start + CHUNK));
  }
  return chunks;
}
