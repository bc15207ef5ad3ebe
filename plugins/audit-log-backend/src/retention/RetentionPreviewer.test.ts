import { mockServices } from '@backstage/backend-test-utils';
import { PreviewRetentionRequest } from 'backstage-plugin-audit-log-common';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { seeing } from '../__testUtils__/seeing';
import { createQueryTranslator } from '../query';
import { DatabaseSettingsStore, effectiveSettings } from '../settings';
import { countEvents, DatabaseEventStore } from '../store';
import { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
import { LegalHoldService } from './LegalHoldService';
import { RetentionPreviewer } from './RetentionPreviewer';
import { UnexportedEvents } from './types';

jest.setTimeout(180_000);

const databases = createTestDatabases();

const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-22T10:00:00.000Z');
const daysAgo = (days: number) => {
  const time = new Date(now - days * DAY_MS).toISOString();
  return { startedAt: time, endedAt: time, durationMs: 0 };
};

const some = (count: number) => ({ count, isComplete: true });

describe.each(databases.eachSupportedId())('RetentionPreviewer on %s', id => {
  async function setUp(unexported: UnexportedEvents[] = []) {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    const clock = () => new Date(now);
    const holds = new DatabaseLegalHoldStore({ knex });
    const previewer = new RetentionPreviewer({
      settings: new DatabaseSettingsStore({ knex }),
      effective: stored => effectiveSettings(stored, {}),
      holds,
      unexported: async () => unexported,
      translateQuery: createQueryTranslator({ knex, clock }),
      clock,
      dayMs: 86_400_000,
      logger: mockServices.logger.mock(),
    });
    await store.append([
      recordedEvent({ category: 'CATALOG', ...daysAgo(31) }),
      recordedEvent({ category: 'CATALOG', ...daysAgo(29) }),
      recordedEvent({ category: 'TEMPLATES', ...daysAgo(29) }),
      recordedEvent({ category: 'CATALOG', ...daysAgo(1) }),
    ]);
    return {
      knex,
      retention: (tried: PreviewRetentionRequest) =>
        previewer.retention(tried, seeing([], store)),
      legalHold: (query: string) =>
        previewer.legalHold(query, seeing([], store)),
      holds: new LegalHoldService({ store: holds, clock }),
    };
  }

  it('counts what goes next with the present settings', async () => {
    const { retention } = await setUp();
    expect(await retention({})).toEqual({
      dueNow: some(1),
      soonUntil: '2026-11-24T10:00:00.000Z',
      dueSoon: some(3),
      onLegalHold: some(0),
      unexported: [],
    });
  });

  it('counts what would go with settings that are tried', async () => {
    const { retention } = await setUp();
    const { dueNow, dueSoon } = await retention({
      retentionDays: 365,
      retentionRules: [{ categories: ['TEMPLATES'], days: 7 }],
    });
    expect([dueNow, dueSoon]).toEqual([some(1), some(1)]);
  });

  it('counts what legal holds keep, once where several do', async () => {
    const { retention, legalHold, holds } = await setUp();
    for (const name of ['Case 7', 'Case 8']) {
      await holds.create({
        hold: { name, query: 'category:CATALOG', reason: 'A court' },
        by: 'user:default/ada',
      });
    }
    expect(await retention({})).toMatchObject({
      dueNow: some(0),
      dueSoon: some(1),
      onLegalHold: some(2),
    });
    expect(await legalHold('category:CATALOG')).toEqual(some(3));
    expect(await legalHold('')).toEqual(some(4));
    await expect(legalHold('colour:red')).rejects.toThrow(
      "Body field 'query' is wrong at character 1",
    );
  });

  it.each([
    [true, some(0), some(1)],
    [false, some(1), some(3)],
  ])(
    'counts what was not exported, where holding it back is %s',
    async (holdUnexported, dueNow, dueSoon) => {
      const { retention } = await setUp([
        {
          schedule: 'Nightly',
          where: [
            query => {
              query.where('e.category', 'CATALOG');
            },
          ],
          afterSequence: '0',
        },
        { schedule: 'Exported', where: [], afterSequence: '4' },
      ]);
      expect(await retention({ holdUnexported })).toMatchObject({
        dueNow,
        dueSoon,
        unexported: [{ schedule: 'Nightly', events: some(2) }],
      });
    },
  );

  it('stops counting at its limit', async () => {
    const { knex } = await setUp();
    const count = (limit: number) =>
      countEvents({ knex, where: [], limit, timeoutMs: 60_000 });
    expect(await count(4)).toEqual({ count: 4, isComplete: true });
    expect(await count(3)).toEqual({ count: 3, isComplete: false });
  });
});
