import { SettingsStore, StoredSettings } from './types';
import { Knex } from 'knex';

const SUPPORTED_CLIENTS = ['pg', 'better-sqlite3', 'sqlite3'];

/**
 * Why this database can't hold the log, in one sentence; undefined where it
 * can.
 */
export function unsupportedDatabase(knex: Knex): string | undefined {
  const { client } = knex.client.config;
  return SUPPORTED_CLIENTS.includes(client)
    ? undefined
    : `Audit logging needs PostgreSQL or SQLite, and this portal's database client is '${client}'; ask the team that runs this portal`;
}

/** Settings of a portal whose database can't hold the log: always disabled. */
export class AbsentSettingsStore implements SettingsStore {
  async read(): Promise<StoredSettings> {
    return {
      state: 'disabled',
      changedAt: null,
      changedBy: null,
      reason: null,
      keptUntil: null,
      transitionId: null,
      changed: {},
      version: 0,
    };
  }

  async replace(): Promise<undefined> {
    return undefined;
  }
}
