import { Knex } from 'knex';

/** Rows that one statement looks at. */
const CHUNK = 100_000;

/** For how long one call searches, in milliseconds. */
const PATIENCE_MS = 5_000;

/** A type of events that was recorded at least once. */
export interface SeenType {
  plugin: string;
  eventId: string;
  category: string;
  /** ISO 8601. */
  firstSeen: string;
  lastSeen: string;
}

interface TypeRow {
  plugin: string;
  event_id: string;
  category: string;
  first_seen: number | string;
  last_seen: number | string;
}

/**
 * Remembers which types of events were ever recorded, also after retention
 * has removed them. Searches only what was appended since the last time.
 */
export class DatabaseSeenTypes {
  readonly #knex: Knex;
  readonly #now: () => number;

  /** `now`: epoch milliseconds. */
  constructor(options: { knex: Knex; now?: () => number }) {
    this.#knex = options.knex;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Every type seen so far. `isComplete` is false where there was more to
   * search than one call does; the next call goes on.
   */
  async read(): Promise<{ types: SeenType[]; isComplete: boolean }> {
    const deadline = this.#now() + PATIENCE_MS;
    let isComplete = await this.#search();
    while (!isComplete && this.#now() < deadline) {
      isComplete = await this.#search();
    }
    const rows = await this.#knex<TypeRow>('audit_log_event_types')
      .select()
      .orderBy(['plugin', 'event_id']);
    return {
      isComplete,
      types: rows.map(row => ({
        plugin: row.plugin,
        eventId: row.event_id,
        category: row.category,
        firstSeen: new Date(Number(row.first_seen)).toISOString(),
        lastSeen: new Date(Number(row.last_seen)).toISOString(),
      })),
    };
  }

  /** Searches one chunk; resolves to whether the end of the log is reached. */
  async #search(): Promise<boolean> {
    const [{ sequence: searched }] = await this.#knex(
      'audit_log_event_types_read',
    ).select('sequence');
    const [{ sequence: end }] = await this.#knex('audit_log_head').select(
      'sequence',
    );
    const from = Number(searched);
    const to = Math.min(Number(end), from + CHUNK);
    if (to <= from) {
      return true;
    }
    const found: TypeRow[] = await this.#knex('audit_log_events')
      .select('plugin', 'event_id')
      .max({ category: 'category' })
      .min({ first_seen: 'started_at' })
      .max({ last_seen: 'started_at' })
      .where('sequence', '>', from)
      .where('sequence', '<=', to)
      .groupBy('plugin', 'event_id');
    await this.#knex.transaction(async tx => {
      // Where another replica was faster, it has stored the same.
      const isFirst = await tx('audit_log_event_types_read')
        .where({ id: 1, sequence: searched })
        .update({ sequence: to });
      if (isFirst === 1) {
        for (const row of found) {
          await merge(tx, row);
        }
      }
    });
    return to === Number(end);
  }
}

async function merge(tx: Knex.Transaction, row: TypeRow): Promise<void> {
  const key = { plugin: row.plugin, event_id: row.event_id };
  const known = await tx<TypeRow>('audit_log_event_types').where(key).first();
  if (known) {
    await tx('audit_log_event_types')
      .where(key)
      .update({
        category: row.category,
        first_seen: Math.min(Number(known.first_seen), Number(row.first_seen)),
        last_seen: Math.max(Number(known.last_seen), Number(row.last_seen)),
      });
  } else {
    await tx('audit_log_event_types').insert(row);
  }
}
