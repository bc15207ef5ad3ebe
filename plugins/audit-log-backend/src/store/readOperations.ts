import { OperationFacts } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EVENTS_TABLE } from './columns';
import { operationOfRow, OperationRow } from './operationOfRow';

/** Of which operation the events of these ids are; absent where not in the log. */
export async function readOperations(
  knex: Knex,
  ids: string[],
): Promise<Map<string, OperationFacts>> {
  if (ids.length === 0) {
    return new Map();
  }
  const isPostgres = knex.client.config.client === 'pg';
  const rows: OperationRow[] = await knex(EVENTS_TABLE)
    .select(
      'id',
      'plugin',
      'event_id',
      'category',
      'actor_type',
      'actor_ref',
      'actor_on_behalf_of',
      'actor_via',
      'instance',
      'delivered_by',
      'leaf_version',
    )
    .where(query =>
      isPostgres
        ? query.whereRaw('id = any(?::uuid[])', [ids])
        : query.whereRaw('id in (select value from json_each(?))', [
            JSON.stringify(ids),
          ]),
    );
  return new Map(rows.map(row => [row.id, operationOfRow(row)]));
}
