import {
  GrantLimits,
  readsEverything,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { lockTable } from '../concurrency';
import { GrantStore, StoredGrant } from './types';

const TABLE = 'audit_log_grants';

interface GrantRow {
  id: string;
  grantee: string;
  limits: string;
  reason: string | null;
  expires_at: string | null;
  created_at: string;
  created_by: string;
  version: number;
}

/** {@inheritDoc GrantStore} */
export class DatabaseGrantStore implements GrantStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<StoredGrant[]> {
    return (await this.#grants().orderBy('id', 'desc')).map(fromRow);
  }

  async get(id: string): Promise<StoredGrant | undefined> {
    const row = await this.#grants().where({ id }).first();
    return row && fromRow(row);
  }

  async listActive(now: string): Promise<StoredGrant[]> {
    const rows = await this.#grants().where(either =>
      either.whereNull('expires_at').orWhere('expires_at', '>', now),
    );
    return rows.map(fromRow);
  }

  async insert(
    grant: StoredGrant,
    choose?: (others: StoredGrant[]) => StoredGrant | undefined,
  ): Promise<StoredGrant> {
    return this.#knex.transaction(async trx => {
      await lockTable(trx, TABLE);
      const same = choose?.((await trx<GrantRow>(TABLE)).map(fromRow));
      if (!same) {
        await trx<GrantRow>(TABLE).insert(toRow(grant));
      }
      return same ?? grant;
    });
  }

  async replace(expected: number, grant: StoredGrant): Promise<boolean> {
    const changed = await this.#grants()
      .where({ id: grant.id, version: expected })
      .update(toRow(grant));
    return changed === 1;
  }

  async delete(id: string): Promise<boolean> {
    return (await this.#grants().where({ id }).delete()) === 1;
  }

  #grants() {
    return this.#knex<GrantRow>(TABLE);
  }
}

function fromRow(row: GrantRow): StoredGrant {
  return {
    id: row.id,
    grantee: row.grantee,
    limits: limitsOf(row),
    reason: row.reason,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    version: row.version,
  };
}

/** Where the first release stored no limits, everything was meant. */
function limitsOf(row: GrantRow): GrantLimits {
  const limits: GrantLimits = JSON.parse(row.limits);
  return readsEverything(limits) ? { everything: true } : limits;
}

function toRow(grant: StoredGrant): GrantRow {
  return {
    id: grant.id,
    grantee: grant.grantee,
    limits: JSON.stringify(grant.limits),
    reason: grant.reason,
    expires_at: grant.expiresAt,
    created_at: grant.createdAt,
    created_by: grant.createdBy,
    version: grant.version,
  };
}
