import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { isPostgres } from '../concurrency';
import { IntegrationStore } from './types';

const TABLE = 'audit_log_storage_integrations';

interface IntegrationRow {
  id: string;
  name: string;
  connection: string;
  external_id: string | null;
  status: StorageIntegration['status'];
  status_reason: string | null;
  last_test: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
  version: number;
}

/** {@inheritDoc IntegrationStore} */
export class DatabaseIntegrationStore implements IntegrationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<StorageIntegration[]> {
    const rows = await this.#knex<IntegrationRow>(TABLE).orderBy('name');
    return rows.map(fromRow);
  }

  async get(name: string): Promise<StorageIntegration | undefined> {
    const row = await this.#knex<IntegrationRow>(TABLE)
      .where('name', name)
      .first();
    return row && fromRow(row);
  }

  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(work);
  }

  async insert(integration: StorageIntegration): Promise<boolean> {
    const { name } = integration;
    return this.transaction(async trx => {
      await trx(TABLE).where({ name, status: 'retired' }).delete();
      const inserted = await trx<IntegrationRow>(TABLE)
        .insert(toRow(integration))
        .onConflict('name')
        .ignore()
        .returning('id');
      return inserted.length === 1;
    });
  }

  async replace(
    integration: StorageIntegration,
    expectedVersion: number,
    trx: Knex = this.#knex,
  ): Promise<boolean> {
    const changed = await trx<IntegrationRow>(TABLE)
      .where({ id: integration.id, version: expectedVersion })
      .update(toRow(integration));
    return changed === 1;
  }

  async remove(name: string, trx: Knex = this.#knex): Promise<boolean> {
    return (await trx(TABLE).where('name', name).delete()) === 1;
  }
}

/**
 * Keeps an integration as it is until the transaction ends; undefined where
 * there is none. In SQLite nobody else writes while a transaction does.
 */
export async function holdIntegration(
  trx: Knex.Transaction,
  name: string,
): Promise<StorageIntegration | undefined> {
  const query = trx<IntegrationRow>(TABLE).where({ name }).first();
  const row = await (isPostgres(trx) ? query.forShare() : query);
  return row && fromRow(row);
}

function fromRow(row: IntegrationRow): StorageIntegration {
  return {
    id: row.id,
    name: row.name,
    ...JSON.parse(row.connection),
    externalId: row.external_id,
    status: row.status,
    statusReason: row.status_reason,
    lastTest: row.last_test === null ? null : JSON.parse(row.last_test),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

function toRow(integration: StorageIntegration): IntegrationRow {
  const { destination, identity, region, endpoint, forcePathStyle } =
    integration;
  return {
    id: integration.id,
    name: integration.name,
    connection: JSON.stringify({
      destination,
      identity,
      region,
      endpoint,
      forcePathStyle,
    }),
    external_id: integration.externalId,
    status: integration.status,
    status_reason: integration.statusReason,
    last_test:
      integration.lastTest === null
        ? null
        : JSON.stringify(integration.lastTest),
    created_by: integration.createdBy,
    created_at: integration.createdAt,
    updated_at: integration.updatedAt,
    version: integration.version,
  };
}
