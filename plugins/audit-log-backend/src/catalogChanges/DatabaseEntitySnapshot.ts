import { Knex } from 'knex';
import { EntityContent } from './diffContents';

const TABLE = 'audit_log_catalog_entities';
const CHUNK = 100;

/** An entity as it was seen. */
export interface SeenEntity {
  entityRef: string;
  etag: string;
  content: EntityContent;
}

/** The entities of the catalog as they were seen last. */
export class DatabaseEntitySnapshot {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
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

  async clear(): Promise<void> {
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
