import { LifecycleState } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { Caller, SettingsStore, StoredSettings } from './types';

const ROW_ID = 1;

interface SettingsRow {
  id: number;
  state: LifecycleState;
  changed_at: string | null;
  changed_by_type: Caller['type'] | null;
  changed_by: string | null;
  reason: string | null;
  kept_until: string | null;
  transition_id: string | null;
  changed: string;
  version: number;
}

/** {@inheritDoc SettingsStore} */
export class DatabaseSettingsStore implements SettingsStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async read(): Promise<StoredSettings> {
    const row = await this.#knex<SettingsRow>('audit_log_settings')
      .where('id', ROW_ID)
      .first();
    if (!row) {
      throw new Error(
        "Table 'audit_log_settings' has no row: was it emptied by hand?",
      );
    }
    return fromRow(row);
  }

  async replace(
    expected: number,
    next: Omit<StoredSettings, 'version'>,
  ): Promise<StoredSettings | undefined> {
    const stored = { ...next, version: expected + 1 };
    const changed = await this.#knex<SettingsRow>('audit_log_settings')
      .where({ id: ROW_ID, version: expected })
      .update(toRow(stored));
    return changed === 1 ? stored : undefined;
  }
}

function fromRow(row: SettingsRow): StoredSettings {
  return {
    state: row.state,
    changedAt: row.changed_at,
    changedBy:
      row.changed_by !== null && row.changed_by_type !== null
        ? { type: row.changed_by_type, ref: row.changed_by }
        : null,
    reason: row.reason,
    keptUntil: row.kept_until,
    transitionId: row.transition_id,
    changed: JSON.parse(row.changed),
    version: row.version,
  };
}

function toRow(settings: StoredSettings): Omit<SettingsRow, 'id'> {
  return {
    state: settings.state,
    changed_at: settings.changedAt,
    changed_by_type: settings.changedBy?.type ?? null,
    changed_by: settings.changedBy?.ref ?? null,
    reason: settings.reason,
    kept_until: settings.keptUntil,
    transition_id: settings.transitionId,
    changed: JSON.stringify(settings.changed),
    version: settings.version,
  };
}
