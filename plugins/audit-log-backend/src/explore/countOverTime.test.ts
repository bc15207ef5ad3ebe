import { InputError } from '@backstage/errors';
import { parseQuery } from 'backstage-plugin-audit-log-common';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { dialectOf, groupColumn } from '../query';
import { EventReader } from '../store';
import { countOverTime, MAX_COUNTS } from './countOverTime';
import { timeBuckets } from './timeBuckets';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('countOverTime', () => {
  const range = { from: 0, to: 100 * 3_600_000 };

  const count = async (values: number) => {
    const knex = await initDatabase(databases, 'SQLITE_3');
    const rows = Array.from({ length: values }, (_, i) => ({
      grain: i % 100,
      value: `task:${i}`,
      count: 1,
    }));
    const reader: EventReader = {
      knex,
      completeTo: { sequence: '1', time: null },
      isStoppable: true,
      run: async <Row>() => rows as Row[],
    };
    return countOverTime(
      reader,
      { parsed: parseQuery(''), where: [], range, now: range.to },
      groupColumn('target', dialectOf(knex)),
      timeBuckets(range, '1h', 'UTC'),
    );
  };

  it('holds no more counts than there is room for', async () => {
    const most = MAX_COUNTS / 100;
    expect((await count(most)).size).toBe(most);
    await expect(count(most + 2)).rejects.toThrow(
      new InputError(
        'The field "target" has too many values to count in 100 buckets: choose a shorter range of time, a longer interval, or another field.',
      ),
    );
  });
});
