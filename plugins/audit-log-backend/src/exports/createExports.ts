import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ExportScheduleDraft,
  parseQuery,
  testConditionSchema,
} from 'backstage-plugin-audit-log-common';
import {
  ExportFormat,
  StorageProviderFactory,
} from 'backstage-plugin-audit-log-node';
import { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { StorageConfig } from '../config';
import { createQueryTranslator } from '../query';
import {
  DatabaseIntegrationStore,
  DeclaredIntegrations,
  LifecycleMoment,
  StorageIntegrations,
  StorageListener,
  StorageRegistry,
  builtInProviders,
  holdIntegration,
} from '../storage';
import { DISABLED_REASON } from '../settings';
import { VisibleEvents } from '../reading';
import { UpgradeListener, UpgradeNotes } from '../upgrades';
import { holdView } from '../views';
import { createDraftCheck } from './checkDraft';
import {
  CheckpointPublisher,
  CheckpointSource,
  DatabasePublicationStore,
} from './checkpoints';
import { refuseNewCollision } from './collisions';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { ExportLinks } from './ExportLinks';
import { ExportRunner } from './ExportRunner';
import { ExportRuns } from './ExportRuns';
import { ExportScheduler } from './ExportScheduler';
import { ExportSchedules } from './ExportSchedules';
import { exportDependents } from './exportDependents';
import { exportHandlers } from './exportHandlers';
import { exportTicks } from './exportTicks';
import { builtInFormats } from './formats';
import { previewSchedule } from './previewSchedule';
import { readUnexported } from './readUnexported';
import { recordRun } from './recordRun';
import { RunPlanner } from './RunPlanner';
import { storageHandlers } from './storageHandlers';
import {
  ExportedView,
  createTakeFromView,
  queryOf,
  readViewFrom,
} from './takeFromView';
import { testCondition } from './testCondition';
import { viewUsers } from './viewUsers';
import { withinTime } from './withinTime';
import { CompileQuery, EventSource, ExportListener } from './types';

export interface ExportsOptions {
  knex: Knex;
  source: EventSource;
  /** How long a preview may look into the log. */
  readTimeoutMs: number;
  config: StorageConfig;
  awsAccounts: AwsCredentialsManager | undefined;
  /** What modules have added. */
  providers: StorageProviderFactory[];
  formats: ExportFormat[];
  views: { get(id: string): Promise<ExportedView | undefined> };
  settings: { read(): Promise<LifecycleMoment> };
  /** What makes exports verifiable. */
  log: CheckpointSource;
  auditor: AuditorService;
  clock: () => Date;
  logger: LoggerService;
  onStorageNews: StorageListener;
  onExportNews: ExportListener;
  onUpgradeNews: UpgradeListener;
}

/** Joins storage and exports. */
export function createExports(options: ExportsOptions) {
  const { knex, source, config, views, settings, clock, logger } = options;
  const compileQuery: CompileQuery = (text, at) =>
    createQueryTranslator({ knex, clock: () => at })(
      parseQuery(text, { isStored: true }),
    );
  const readView = readViewFrom(views);
  const takeFromView = createTakeFromView(readView);
  const formats = new Map(
    [...builtInFormats, ...options.formats].map(format => [format.id, format]),
  );
  const schedules = new DatabaseScheduleStore({ knex });
  const runs = new DatabaseRunStore({ knex });
  const links = new ExportLinks({ schedules, runs, clock });
  const registry = new StorageRegistry({
    config,
    builtIn: [
      ...builtInProviders({
        localFolder: config.localFolder,
        localFolderMode: config.localFolderMode,
        awsAccounts: options.awsAccounts,
      }),
      ...options.providers,
    ],
  });
  const integrations = new StorageIntegrations({
    store: new DatabaseIntegrationStore({ knex }),
    registry,
    linked: links,
    clock,
    logger,
    onNews: options.onStorageNews,
  });
  const declared = new DeclaredIntegrations({
    declared: config.integrations,
    integrations,
    registry,
    auditor: options.auditor,
  });
  const planner = new RunPlanner({
    schedules,
    runs,
    source,
    maxSequences: BigInt(config.maxEventsPerObject),
    clock,
  });
  const check = createDraftCheck({
    integrations,
    compileQuery,
    formatIds: () => [...formats.keys()],
  });
  const exportRuns = new ExportRuns({ runs, schedules, clock });
  const scheduler = new ExportScheduler({
    schedules,
    runs,
    planner,
    runner: new ExportRunner({
      source,
      integrations,
      formats,
      compileQuery,
      log: options.log,
    }),
    isEnabled: async () => (await settings.read()).state === 'enabled',
    clock,
    logger,
    onNews: news => {
      recordRun(options.auditor, news).catch(error =>
        logger.error('An export run could not be recorded', error),
      );
      options.onExportNews(news);
    },
  });

  const publisher = new CheckpointPublisher({
    publications: new DatabasePublicationStore({ knex }),
    schedules,
    runs,
    integrations,
    log: options.log,
    clock,
    logger,
  });
  const upgradeNotes = new UpgradeNotes({
    ...options,
    onNews: options.onUpgradeNews,
  });
  const exportSchedules = new ExportSchedules({
    schedules,
    runs,
    planner,
    integrations,
    exportRuns,
    check,
    takeFromView,
    holdView,
    holdIntegration,
    clock,
  });

  const limitsOf = (events: VisibleEvents, { query }: { query: string }) => ({
    source: events,
    timeoutMs: options.readTimeoutMs,
    query,
  });

  const questions = {
    preview: async (
      draft: ExportScheduleDraft,
      asked: { events: VisibleEvents; id?: string },
    ) => {
      const before = asked.id ? await schedules.get(asked.id) : undefined;
      const owned = await takeFromView(draft, before);
      await check(owned);
      refuseNewCollision(owned, before, await schedules.list());
      return withinTime(limitsOf(asked.events, owned), limited =>
        previewSchedule(owned, {
          source: limited,
          compileQuery,
          clock,
          before,
        }),
      );
    },
    testCondition: async (
      draft: z.output<typeof testConditionSchema>,
      asked: { events: VisibleEvents },
    ) => {
      const { scheduleId } = draft;
      const schedule = scheduleId
        ? await exportSchedules.get(scheduleId)
        : undefined;
      const query = await queryOf(draft, { readView, before: schedule });
      const owned = { ...draft, query };
      return withinTime(limitsOf(asked.events, owned), limited =>
        testCondition(owned, schedule?.exportedTo ?? '0', {
          source: limited,
          compileQuery,
          maxSequences: BigInt(config.maxEventsPerObject),
          clock,
        }),
      );
    },
  };

  return {
    formats,
    handlers: {
      ...storageHandlers({
        integrations,
        links,
        schedules: exportSchedules,
        storageOffer: registry.offer(),
      }),
      ...exportHandlers({
        schedules: exportSchedules,
        runs: exportRuns,
        ...questions,
      }),
    },
    nameOf: {
      'export-schedule': async (id: string) =>
        (await exportSchedules.get(id)).name,
      'export-run': async (id: string) =>
        (await exportRuns.get(id)).spec.scheduleName,
    },
    dependents: () =>
      exportDependents({ integrations, schedules: exportSchedules }),
    viewUsers: viewUsers({ schedules, runs, check, clock }),
    /** What schedules have still to export. */
    unexported: () =>
      readUnexported({ schedules, compileQuery, clock, logger }),
    /** Pauses and retires what is older than the request to disable. */
    retire: async ({ changedAt }: { changedAt: string | null }) => {
      if (changedAt === null) {
        return;
      }
      await links.pauseAll(DISABLED_REASON, changedAt);
      await integrations.retireAll(changedAt);
    },
    /**
     * Makes the integrations that the configuration declares. What fails stops
     * no activation: a tick makes it again, and its failure is on the status.
     */
    activate: (moment: Omit<LifecycleMoment, 'state'>) =>
      declared
        .make(moment)
        .catch(error =>
          logger.warn(
            `Not all storage integrations of the configuration could be made while audit logging was being enabled: ${error}`,
          ),
        ),
    ticks: exportTicks({
      declare: () => declared.tick(() => settings.read()),
      integrations,
      scheduler,
      publisher,
      upgradeNotes,
    }),
    stop: async () => {
      await Promise.all([
        scheduler.stop(),
        publisher.stop(),
        integrations.stop(),
      ]);
    },
  };
}

export type Exports = ReturnType<typeof createExports>;
