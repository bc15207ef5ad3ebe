import { View } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { isPostgres, lockTable } from '../concurrency';
import { ViewStore } from './types';

const TABLE = 'audit_log_views';

interface ViewRow {
  id: string;
  owner: string;
  name: string;
  name_key: string;
  query: string;
  time_range: string | null;
  columns: string | null;
  shared: boolean | number;
  is_default: boolean | number;
  created_at: string;
  updated_at: string;
  version: number;
}

/** Rolls a transaction back. */
class OutdatedError extends Error {}

/** {@inheritDoc ViewStore} */
export class DatabaseViewStore implements ViewStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<View[]> {
    const rows = await this.#knex<ViewRow>(TABLE).orderBy(['name_key', 'id']);
    return rows.map(fromRow);
  }

  async get(id: string): Promise<View | undefined> {
    const row = await this.#knex<ViewRow>(TABLE).where({ id }).first();
    return row && fromRow(row);
  }

  async insert(view: View, refuse: (count: number) => void): Promise<boolean> {
    const { owner } = view;
    try {
      await this.#knex.transaction(async trx => {
        await lockTable(trx, TABLE);
        const [{ n }] = await trx(TABLE).where({ owner }).count({ n: '*' });
        refuse(Number(n));
        await trx<ViewRow>(TABLE).insert(toRow(view));
      });
      return true;
    } catch (error) {
      if (isNameTaken(error)) {
        return false;
      }
      throw error;
    }
  }

  async replace(
    expected: number,
    view: View,
    also?: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<'replaced' | 'outdated' | 'name taken'> {
    try {
      await this.#knex.transaction(async tx => {
        if (view.isDefault) {
          // One statement over all rows, so that two people who set a default
          // at once wait for each other instead of locking each other out.
          await tx(TABLE).update({
            is_default: tx.raw('(id = ?)', [view.id]),
          });
        }
        const changed = await tx<ViewRow>(TABLE)
          .where({ id: view.id, version: expected })
          .update(toRow(view));
        if (changed !== 1) {
          throw new OutdatedError();
        }
        await also?.(tx);
      });
      return 'replaced';
    } catch (error) {
      if (error instanceof OutdatedError) {
        return 'outdated';
      }
      if (isNameTaken(error)) {
        return 'name taken';
      }
      throw error;
    }
  }

  async delete(
    id: string,
    refuse: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      // Whoever begins to use it holds the row until they do.
      const row = await lockView(trx, id, 'update');
      if (!row) {
        return false;
      }
      await refuse(trx);
      return (await trx(TABLE).where({ id }).delete()) === 1;
    });
  }
}

/**
 * Keeps a view from being deleted until the transaction ends; false where it
 * is gone. In SQLite nobody else writes while a transaction does.
 */
export async function holdView(
  trx: Knex.Transaction,
  id: string,
): Promise<boolean> {
  return (await lockView(trx, id, 'share')) !== undefined;
}

function lockView(
  trx: Knex.Transaction,
  id: string,
  lock: 'update' | 'share',
): Promise<unknown> {
  const query = trx(TABLE).where({ id }).first('id');
  if (!isPostgres(trx)) {
    return query;
  }
  return lock === 'update' ? query.forUpdate() : query.forKeyShare();
}

function isNameTaken(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

function fromRow(row: ViewRow): View {
  return {
    id: row.id,
    name: row.name,
    query: row.query,
    timeRange: row.time_range === null ? null : JSON.parse(row.time_range),
    columns: row.columns === null ? null : JSON.parse(row.columns),
    owner: row.owner,
    shared: Boolean(row.shared),
    isDefault: Boolean(row.is_default),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

function toRow(view: View): ViewRow {
  return {
    id: view.id,
    owner: view.owner,
    name: view.name,
    name_key: view.name.toLocaleLowerCase('en-US').normalize('NFC'),
    query: view.query,
    time_range: view.timeRange && JSON.stringify(view.timeRange),
    columns: view.columns && JSON.stringify(view.columns),
    shared: view.shared,
    is_default: view.isDefault,
    created_at: view.createdAt,
    updated_at: view.updatedAt,
    version: view.version,
  };
}
