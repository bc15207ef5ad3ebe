import { LegalHold } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { lockTable } from '../concurrency';
import { LegalHoldStore } from './types';

const TABLE = 'audit_log_legal_holds';

interface LegalHoldRow {
  id: string;
  name: string;
  query: string;
  reason: string;
  created_at: string;
  created_by: string;
}

/** {@inheritDoc LegalHoldStore} */
export class DatabaseLegalHoldStore implements LegalHoldStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<LegalHold[]> {
    const rows = await this.#knex<LegalHoldRow>(TABLE).orderBy('id', 'desc');
    return rows.map(fromRow);
  }

  async insert(
    hold: LegalHold,
    refuse: (count: number) => void,
  ): Promise<void> {
    const { createdAt, createdBy, ...rest } = hold;
    await this.#knex.transaction(async trx => {
      await lockTable(trx, TABLE);
      const [{ n }] = await trx(TABLE).count({ n: '*' });
      refuse(Number(n));
      await trx<LegalHoldRow>(TABLE).insert({
        ...rest,
        created_at: createdAt,
        created_by: createdBy,
      });
    });
  }

  async delete(id: string): Promise<LegalHold | undefined> {
    const row = await this.#knex<LegalHoldRow>(TABLE).where({ id }).first();
    const deleted = await this.#knex(TABLE).where({ id }).delete();
    return row && deleted === 1 ? fromRow(row) : undefined;
  }
}

function fromRow(row: LegalHoldRow): LegalHold {
  const { created_at: createdAt, created_by: createdBy, ...rest } = row;
  return { ...rest, createdAt, createdBy };
}
