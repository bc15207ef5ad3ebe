import { Knex } from 'knex';

/** PostgreSQL: canceling statement due to statement timeout. */
const QUERY_CANCELED = '57014';

/** A read that the database gave up, because it took too long. */
export class ReadTimeoutError extends Error {
  override readonly name = 'ReadTimeoutError';
}

/**
 * Reads with a limit of time for each statement on PostgreSQL, so that a broad
 * question can't occupy the database. SQLite has no such limit.
 *
 * @throws ReadTimeoutError
 */
export async function limitTime<T>(
  knex: Knex,
  timeoutMs: number,
  read: (knex: Knex) => Promise<T>,
): Promise<T> {
  if (knex.client.config.client !== 'pg') {
    return read(knex);
  }
  try {
    return await knex.transaction(
      async trx => {
        await trx.raw(`select set_config('statement_timeout', ?, true)`, [
          String(timeoutMs),
        ]);
        return read(trx);
      },
      { readOnly: true },
    );
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) {
      throw new ReadTimeoutError(
        `The database did not find the answer within ${
          timeoutMs / 1000
        } seconds.`,
        { cause: error },
      );
    }
    throw error;
  }
}
