import { Knex } from 'knex';

const TABLE = 'audit_log_published_checkpoints';

/** A checkpoint that is in a storage, or is to be. */
export interface Publication {
  /** Names the storage and the folder in it. */
  place: string;
  /** Leaves up to here were published before; 0 for the first. */
  afterSize: number;
  /** Events that the checkpoint is about. */
  size: number;
  /** Signed. */
  note: string;
  /** Signed; null where an earlier release planned it. */
  exports: string | null;
  plannedAt: string;
  /** Null until it is there. */
  publishedAt: string | null;
}

interface PublicationRow {
  place: string;
  after_size: string | number;
  size: string | number;
  note: string;
  exports: string | null;
  planned_at: string;
  claimed_until: string;
  published_at: string | null;
}

/** Where it is kept which checkpoints are beside exports. */
export class DatabasePublicationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async latest(place: string): Promise<Publication | undefined> {
    const row = await this.#knex<PublicationRow>(TABLE)
      .where({ place })
      .orderBy('after_size', 'desc')
      .first();
    return row && fromRow(row);
  }

  /** Does nothing where another replica has planned the same. */
  async plan(publication: Publication): Promise<void> {
    await this.#knex(TABLE)
      .insert({
        place: publication.place,
        after_size: publication.afterSize,
        size: publication.size,
        note: publication.note,
        exports: publication.exports,
        planned_at: publication.plannedAt,
        claimed_until: new Date(0).toISOString(),
        published_at: null,
      })
      .onConflict(['place', 'after_size'])
      .ignore();
  }

  /** False where another replica has it, or where it is done. */
  async claim(
    { place, afterSize }: Publication,
    options: { at: Date; until: Date },
  ): Promise<boolean> {
    const claimed = await this.#knex(TABLE)
      .where({ place, after_size: afterSize, published_at: null })
      .where('claimed_until', '<=', options.at.toISOString())
      .update({ claimed_until: options.until.toISOString() });
    return claimed === 1;
  }

  async finish({ place, afterSize }: Publication, at: Date): Promise<void> {
    await this.#knex(TABLE)
      .where({ place, after_size: afterSize })
      .update({ published_at: at.toISOString() });
  }
}

function fromRow(row: PublicationRow): Publication {
  return {
    place: row.place,
    afterSize: Number(row.after_size),
    size: Number(row.size),
    note: row.note,
    exports: row.exports,
    plannedAt: row.planned_at,
    publishedAt: row.published_at,
  };
}
