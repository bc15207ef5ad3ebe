import { SignedCheckpoint } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { CheckpointStore, StoredNoteKey } from './types';

const CHECKPOINTS_TABLE = 'audit_log_checkpoints';
const KEYS_TABLE = 'audit_log_note_keys';

interface CheckpointRow {
  size: string | number;
  created_at: string | number;
  note: string;
}

interface KeyRow {
  verifier_key: string;
  private_key: string | null;
  created_at: string | number;
}

/** {@inheritDoc CheckpointStore} */
export class DatabaseCheckpointStore implements CheckpointStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async listKeys(): Promise<StoredNoteKey[]> {
    const rows = await this.#knex<KeyRow>(KEYS_TABLE).orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'verifier_key' },
    ]);
    return rows.map(row => ({
      verifierKey: row.verifier_key,
      privateKey: row.private_key,
    }));
  }

  async insertKey(key: StoredNoteKey, createdAtMs: number): Promise<void> {
    await this.#knex<KeyRow>(KEYS_TABLE)
      .insert({
        verifier_key: key.verifierKey,
        private_key: key.privateKey,
        created_at: createdAtMs,
      })
      .onConflict('verifier_key')
      .ignore();
  }

  async list(options: {
    below?: number;
    limit: number;
  }): Promise<SignedCheckpoint[]> {
    const query = this.#knex<CheckpointRow>(CHECKPOINTS_TABLE)
      .orderBy('size', 'desc')
      .limit(options.limit);
    if (options.below !== undefined) {
      query.where('size', '<', options.below);
    }
    return (await query).map(row => ({
      size: Number(row.size),
      time: new Date(Number(row.created_at)).toISOString(),
      note: row.note,
    }));
  }

  async insert({ size, time, note }: SignedCheckpoint): Promise<void> {
    await this.#knex<CheckpointRow>(CHECKPOINTS_TABLE)
      .insert({ size, created_at: Date.parse(time), note })
      .onConflict('size')
      .ignore();
  }
}
