import { Knex } from 'knex';
import { EntityContent } from './contentOf';

const TABLE = 'audit_log_catalog_entities';
const BASELINE_TABLE = 'audit_log_catalog_baseline';
const BASELINE_ID = 1;
const CHUNK = 100;

/** An entity as it was seen. */
export interface SeenEntity {
  entityRef: string;
  etag: string;
  content: EntityContent;
}

/** How far the look is that later ones are compared with. */
export type BaselineState = 'none' | 'under way' | 'taken';

/** The entities of the catalog as they were seen last. */
export class DatabaseEntitySnapshot {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async baseline(): Promise<BaselineState> {
    const row = await this.#knex(BASELINE_TABLE)
      .where('id', BASELINE_ID)
      .first('taken_at');
    if (!row) {
      return 'none';
    }
    return row.taken_at === null ? 'under way' : 'taken';
  }

  /**
   * Begins a new baseline, unless somebody has begun it for the same purpose.
   * Resolves to whether it is the caller who has to take it.
   */
  async claimBaseline(takenFor: string): Promise<boolean> {
    const claimed = await this.#knex(BASELINE_TABLE)
      .insert({ id: BASELINE_ID, taken_for: takenFor, taken_at: null })
      .onConflict('id')
      .merge(['taken_for', 'taken_at'])
      .where(`${BASELINE_TABLE}.taken_for`, '<>', takenFor)
      .returning('id');
    return claimed.length > 0;
  }

  async completeBaseline(at: Date): Promise<void> {
    await this.#knex(BASELINE_TABLE)
      .where('id', BASELINE_ID)
      .update({ taken_at: at });
  }

  /**
   * A name for the look that is to be made. It stays the same until that look
   * is completed, whoever makes it, and is never used again.
   */
  async nextLook(): Promise<string> {
    const row = await this.#knex(BASELINE_TABLE)
      .where('id', BASELINE_ID)
      .first('taken_for', 'looks');
    return `${row?.taken_for} ${row?.looks}`;
  }

  /** To be called after everything that a look found was put. */
  async completeLook(): Promise<void> {
    await this.#knex(BASELINE_TABLE)
      .where('id', BASELINE_ID)
      .increment('looks', 1);
  }

  /** Etags by entity ref. */
  async etags(): Promise<Map<string, string>> {
    const rows = await this.#knex(TABLE).select('entity_ref', 'etag');
    return new Map(rows.map(row => [row.entity_ref, row.etag]));
  }

  async contents(entityRefs: string[]): Promise<Map<string, EntityContent>> {
    const found = new Map<string, EntityContent>();
    for (const refs of chunksOf(entityRefs)) {
      const rows = await this.#knex(TABLE)
        .select('entity_ref', 'content')
        .whereIn('entity_ref', refs);
      rows.forEach(row => found.set(row.entity_ref, JSON.parse(row.content)));
    }
    return found;
  }

  async put(entities: SeenEntity[]): Promise<void> {
    for (const chunk of chunksOf(entities)) {
      await this.#knex(TABLE)
        .insert(
          chunk.map(({ entityRef, etag, content }) => ({
            entity_ref: entityRef,
            etag,
            content: JSON.stringify(content),
          })),
        )
        .onConflict('entity_ref')
        .merge();
    }
  }

  async remove(entityRefs: string[]): Promise<void> {
    for (const refs of chunksOf(entityRefs)) {
      await this.#knex(TABLE).whereIn('entity_ref', refs).delete();
    }
  }

  /** Forgets all of it; following begins anew. */
  async clear(): Promise<void> {
    await this.#knex(BASELINE_TABLE).delete();
    await this.#knex(TABLE).delete();
  }
}

function chunksOf<T>(items: T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += CHUNK) {
    chunks.push(items.slice(start, start + CHUNK));
  }
  return chunks;
}
