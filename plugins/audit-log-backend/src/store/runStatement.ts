import { setTimeout } from 'node:timers/promises';
import { Knex } from 'knex';
import { AppendStatement, CopyingStatement } from './appendStatement';
import { EVENTS_TABLE, HEAD_TABLE } from './columns';
import { CopyStatement, PgClient } from './CopyStatement';

/** How long a client may take to send and hear of nothing at all. */
const PROBE_MS = 5_000;

/** No row: the mark with which the data of a COPY ends. */
const NOTHING: CopyingStatement = {
  sql: `copy ${EVENTS_TABLE} (sequence) from stdin;
update ${HEAD_TABLE} set sequence = sequence where false`,
  data: Buffer.from('\\.\n'),
};

/** Runs what one append writes; resolves when all of it has taken effect. */
export async function runStatement(
  client: PgClient,
  { sql, data }: AppendStatement,
): Promise<void> {
  if (data) {
    await new CopyStatement({ sql, data }).run(client);
  } else {
    await client.query(sql);
  }
}

/**
 * Why rows can't go in by COPY here, in one sentence; undefined where they can.
 *
 * @remarks
 * The `pg` package belongs to the portal, and what a COPY needs of it beyond
 * `query` is promised to nobody. So it is tried once, with no rows.
 */
export async function copyProblem(
  knex: Knex,
  patienceMs: number = PROBE_MS,
): Promise<string | undefined> {
  // A connection may also break just then.
  return (await probe(knex, patienceMs)) && (await probe(knex, patienceMs));
}

async function probe(
  knex: Knex,
  patienceMs: number,
): Promise<string | undefined> {
  const client: PgClient & { __knex__disposed?: Error } =
    await knex.client.acquireConnection();
  const patience = new AbortController();
  try {
    await Promise.race([
      runStatement(client, NOTHING),
      setTimeout(patienceMs, undefined, { signal: patience.signal }).then(
        () => {
          throw new Error(`It took longer than ${patienceMs} ms`);
        },
      ),
    ]);
    return undefined;
  } catch (error) {
    // Nobody knows in which state it is: knex makes another one.
    client.__knex__disposed = error as Error;
    return error instanceof Error ? error.message : String(error);
  } finally {
    patience.abort();
    await knex.client.releaseConnection(client);
  }
}
