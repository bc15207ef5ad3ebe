import { View } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
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

  async countOf(owner: string): Promise<number> {
    const [{ n }] = await this.#knex(TABLE).where({ owner }).count({ n: '*' });
    return Number(n);
  }

  async insert(view: View): Promise<boolean> {
    try {
      await this.#knex<ViewRow>(TABLE).insert(toRow(view));
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

  async delete(id: string): Promise<boolean> {
    return (await this.#knex(TABLE).where({ id }).delete()) === 1;
  }
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
