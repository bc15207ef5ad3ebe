import { mockServices } from '@backstage/backend-test-utils';
import { UpdateSettings } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { createQueryTranslator } from '../../query';
import { DatabaseSettingsStore, effectiveSettings } from '../../settings';
import {
  DatabaseEventPruner,
  DatabaseEventStore,
  EventPruner,
} from '../../store';
import { DatabaseLegalHoldStore } from '../DatabaseLegalHoldStore';
import { LegalHoldService } from '../LegalHoldService';
import { RetentionRunner } from '../RetentionRunner';
import { RetentionNews, UnexportedEvents } from '../types';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** What the clock says at first. */
export const start = Date.parse('2026-11-22T10:00:00.000Z');

/** Times of an event that happened so long before. */
export const daysAgo = (days: number) => {
  const time = new Date(start - days * DAY_MS).toISOString();
  return { startedAt: time, endedAt: time, durationMs: 0 };
};

/** A log, its retention, a clock that is set by hand, and all that is told. */
export async function retainingLog(options: {
  knex: Knex;
  state?: 'enabled' | 'disabled';
  changed?: UpdateSettings;
  unexported?: UnexportedEvents[];
  keptUntil?: string;
}) {
  const { knex } = options;
  const store = await DatabaseEventStore.create({ knex });
  const settings = new DatabaseSettingsStore({ knex });
  const { version: _, ...present } = await settings.read();
  await settings.replace(0, {
    ...present,
    state: options.state ?? 'enabled',
    changed: options.changed ?? {},
    keptUntil: options.keptUntil ?? null,
  });
  let now = start;
  const clock = () => new Date(now);
  const holds = new DatabaseLegalHoldStore({ knex });
  const news: RetentionNews[] = [];
  const batches: number[] = [];
  const recorded: object[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async created => {
      recorded.push(created);
      return { success: async () => {}, fail: async () => {} };
    },
  });
  const real = new DatabaseEventPruner({ knex });
  const pruner: EventPruner = {
    prune: async prune => {
      batches.push(prune.limit);
      return real.prune(prune);
    },
  };
  const problems: (string | undefined)[] = [];
  const state = {
    unexportedFails: false,
    newsFail: false,
    problemFails: false,
    list: (...args: Parameters<typeof store.list>) => store.list(...args),
  };
  const runner = new RetentionRunner({
    settings,
    effective: stored => effectiveSettings(stored, {}),
    store: { list: query => state.list(query) },
    pruner,
    holds,
    unexported: async () => {
      if (state.unexportedFails) {
        throw new Error('the schedules are away');
      }
      return options.unexported ?? [];
    },
    translateQuery: createQueryTranslator({ knex, clock }),
    auditor,
    clock,
    dayMs: DAY_MS,
    logger: mockServices.logger.mock(),
    onNews: async item => {
      if (state.newsFail) {
        throw new Error('nobody listens');
      }
      news.push(item);
    },
    onProblem: async problem => {
      if (state.problemFails) {
        throw new Error('the database is away');
      }
      problems.push(problem);
    },
  });
  const left = async () =>
    (await store.list({ where: [], order: 'asc', limit: 1000 })).items.map(
      item => item.eventId,
    );
  return {
    knex,
    store,
    settings,
    holds: new LegalHoldService({ store: holds, clock }),
    runner,
    state,
    problems,
    news,
    batches,
    recorded,
    left,
    pass: (days: number) => {
      now += days * DAY_MS;
    },
  };
}
