import { Knex } from 'knex';
import { ClientEntry, ClientStore } from './types';

const TABLE = 'audit_log_clients';
const PURGE_EVERY_SECONDS = 60 * 60;

interface ClientRow {
  key: string;
  client_id: string;
  client_name: string | null;
  /** A number on SQLite. */
  is_assistant: boolean | number;
  /** Text on PostgreSQL. */
  expires_at: number | string;
}

/** Clients in a table of the auth plugin's database, which is there already. */
export class DatabaseClients implements ClientStore {
  readonly #knex: Knex;
  readonly #now: () => number;
  #purgedAt = 0;

  /** `now`: epoch milliseconds. */
  constructor(knex: Knex, now: () => number = Date.now) {
    this.#knex = knex;
    this.#now = now;
  }

  async find(key: string): Promise<ClientEntry | undefined> {
    const row = await this.#knex<ClientRow>(TABLE).where({ key }).first();
    return (
      row && {
        id: row.client_id,
        ...(row.client_name !== null && { name: row.client_name }),
        isAssistant: Boolean(row.is_assistant),
        expiresAt: Number(row.expires_at),
      }
    );
  }

  async save(key: string, entry: ClientEntry): Promise<void> {
    await this.#purge();
    const values = {
      client_id: entry.id,
      client_name: entry.name ?? null,
      expires_at: entry.expiresAt,
    };
    await this.#knex<ClientRow>(TABLE)
      .insert({ key, ...values, is_assistant: false })
      .onConflict('key')
      .merge(values);
  }

  async markAssistant(key: string): Promise<void> {
    await this.#knex<ClientRow>(TABLE)
      .where({ key })
      .update({ is_assistant: true });
  }

  async #purge(): Promise<void> {
    const now = Math.floor(this.#now() / 1000);
    if (now - this.#purgedAt >= PURGE_EVERY_SECONDS) {
      this.#purgedAt = now;
      await this.#knex<ClientRow>(TABLE).where('expires_at', '<', now).delete();
    }
  }
}
