import { EventCount } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EVENTS_TABLE } from './columns';
import { ReadTimeoutError } from './EventReader';
import { limitTime } from './limitTime';
import { narrow } from './narrow';
import { EventPredicate } from './types';

/**
 * Counts events that match all predicates, up to `limit` and for as long as a
 * read may take. Where either ended it, the count is what is known for sure.
 */
export async function countEvents(options: {
  knex: Knex;
  where: EventPredicate[];
  limit: number;
  timeoutMs: number;
}): Promise<EventCount> {
  const { knex, where, limit, timeoutMs } = options;
  try {
    return await limitTime({ knex, timeoutMs }, async reader => {
      const some = knex({ e: EVENTS_TABLE })
        .select('e.sequence')
        .limit(limit + 1);
      narrow(some, where);
      const [row] = await reader.run<{ n: number | string }>(
        knex.from(some.as('some')).count({ n: '*' }),
      );
      const found = Number(row.n);
      return { count: Math.min(found, limit), isComplete: found <= limit };
    });
  } catch (error) {
    if (error instanceof ReadTimeoutError) {
      return { count: 0, isComplete: false };
    }
    throw error;
  }
}
