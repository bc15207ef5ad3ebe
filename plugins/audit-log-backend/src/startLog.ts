import {
  AuditorService,
  AuthService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  RootInstanceMetadataService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  ExportFormat,
  HttpCapturePresence,
  RuleBook,
  StorageProviderFactory,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { AccessPolicy, CatalogOwnership, GrantSource } from './access';
import { followCatalog } from './catalogChanges';
import { QueriedLog } from './assistants';
import { AuditLogConfig } from './config';
import { createKnownNames } from './eventTypes';
import { createExports } from './exports';
import { createGrants } from './grants';
import { createAnswers } from './handlers';
import { createIngest } from './ingest';
import { createIntegrity } from './integrity';
import { createNotifier } from './notifications';
import { Problems, scheduleTasks } from './opening';
import { createQueryTranslator } from './query';
import { createRecording } from './recording';
import { createRetention } from './retention';
import { followOpenReads } from './searches';
import {
  DatabaseSettingsStore,
  effectiveSettings,
  LifecycleRunner,
  SettingsService,
} from './settings';
import { readDependents } from './status';
import { awsAccountsOf } from './storage';
import { DatabaseEventStore } from './store';
import { Ticks } from './ticks';
import { createViews, DatabaseViewStore } from './views';
import { createJudges, DisabledGate } from './whileDisabled';

/** How often each replica looks at the stored state. */
const SETTINGS_INTERVAL_MS = 1000;

/** Activating removes what is overdue and reads the catalog. */
const SETTINGS_LIMIT_MS = 5 * 60_000;

/** What access asks the log, once it is open. */
export interface OpenLog {
  getEvent(id: string): Promise<AuditEvent | undefined>;
  grants: GrantSource;
  /** Undefined until it is open. */
  queried: QueriedLog | undefined;
}

/** The services of the plugin that its rooms share. */
export interface LogServices {
  access: AccessPolicy;
  auditor: AuditorService;
  auditorActive: boolean;
  auth: AuthService;
  catalog: CatalogService;
  clock: () => Date;
  config: AuditLogConfig;
  formats: ExportFormat[];
  httpCapture: HttpCapturePresence;
  instance: RootInstanceMetadataService;
  lifecycle: LifecycleService;
  /** What the access to the log needs of it; filled when it is open. */
  log: OpenLog;
  logger: LoggerService;
  lookup: CatalogOwnership;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  problems: Problems;
  providers: StorageProviderFactory[];
  recorder: AuditLogRecorder;
  rootConfig: RootConfigService;
  rules: RuleBook;
  scheduler: SchedulerService;
  /** Resolves when the backend has started. */
  started: Promise<void>;
  ticks: Ticks;
  userInfo: UserInfoService;
}

/**
 * Joins the rooms round an open log, and starts what runs by itself.
 *
 * @returns what answers requests, and the state that the log is in
 */
export async function startLog(
  services: LogServices,
  opened: { knex: Knex; store: DatabaseEventStore },
) {
  const { auditor, auth, clock, config, formats, logger, lookup } = services;
  const { problems, providers, recorder, ticks } = services;
  const { knex, store } = opened;
  const integrity = await createIntegrity({
    knex,
    events: store,
    origin: config.integrityOrigin,
    configuredKey: config.integrityKey,
    clock,
    onProblem: problem => {
      if (problem) {
        logger.warn(problem);
      }
      problems.set('integrity', problem);
    },
  });

  const notifier = createNotifier({ ...services, ...config, knex });
  const recording = createRecording({
    knex,
    recorder,
    store,
    clock,
    logger,
    ticks,
    onNews: news => notifier.recording(news),
  });
  const grants = createGrants({
    knex,
    clock,
    auth,
    lookup,
    config,
    knownNames: createKnownNames({ ...services, ...config, knex }),
    onNews: (news, standing) => void notifier.grant(news, standing),
  });
  services.log.getEvent = id => store.get(id, []);
  services.log.grants = grants.reading;
  const translateQuery = createQueryTranslator({ knex, clock });
  const settingsStore = new DatabaseSettingsStore({ knex });
  const gate = new DisabledGate({
    settings: settingsStore,
    access: services.access,
  });
  services.log.queried = { store, translateQuery, gate };
  const exports = createExports({
    knex,
    source: store,
    readTimeoutMs: config.readTimeoutMs,
    config: config.storage,
    awsAccounts: awsAccountsOf(services.rootConfig),
    providers,
    formats,
    views: new DatabaseViewStore({ knex }),
    settings: settingsStore,
    log: integrity,
    auditor,
    clock,
    logger,
    onStorageNews: news => void notifier.storage(news),
    onExportNews: news => void notifier.exports(news),
  });
  const views = createViews({
    knex,
    clock,
    users: id => exports.viewUsers(id),
  });
  const settings = new SettingsService({
    store: settingsStore,
    clock,
    available: config.available,
    unavailableReason: config.unavailableReason,
    configured: config.settings,
    dayMs: config.dayMs,
    // So that the request to enable is recorded itself.
    onEnabling: () => recorder.learn({ recording: 'off' }),
  });
  const retention = createRetention({
    readTimeoutMs: config.readTimeoutMs,
    knex,
    settings: settingsStore,
    effective: stored => effectiveSettings(stored, config.settings),
    store,
    unexported: () => exports.unexported(),
    auditor,
    clock,
    dayMs: config.dayMs,
    logger,
    onNews: news => notifier.retention(news),
    onProblem: problem => problems.set('Warning of removal', problem),
  });
  const dependents = () =>
    readDependents({
      views: views.store,
      grants: grants.store,
      exports,
      ...retention,
    });
  const catalogChanges = followCatalog({
    ...services,
    frequency: config.catalogChanges,
    auth,
    recorder,
    settings: settingsStore,
    store,
    knex,
    clock,
    logger,
  });
  const runner = new LifecycleRunner({
    store: settingsStore,
    recorder,
    sink: store,
    activate: async (stored, signal) => {
      await store.completeTo();
      await retention.runner.purgeOverdue(stored, signal);
      signal.throwIfAborted();
      await catalogChanges.begin(stored, signal);
      await exports.declare(stored);
    },
    retire: ({ changedAt }) => exports.retire(changedAt),
    configured: config.settings,
    clock,
    dayMs: config.dayMs,
    logger,
    onNews: news => void notifier.lifecycle(news, dependents),
  });

  scheduleTasks({
    tasks: {
      'The retention of events': () => retention.schedule(services.scheduler),
      'Following the catalog': () =>
        catalogChanges.schedule(services.scheduler),
    },
    problems,
    logger,
    signal: ticks.signal,
  });
  const ingest = createIngest({
    knex,
    store,
    settings: settingsStore,
    configured: config.settings,
    rules: services.rules,
    recorder,
    clock,
    dayMs: config.dayMs,
    stopping: ticks.signal,
    onDelivered: events => recording.delivered(events),
  });
  services.lifecycle.addShutdownHook(async () => {
    ingest.stop();
    await Promise.all([recording.stop(), exports.stop()]);
  });
  void services.started.then(() => {
    ticks.start({
      name: 'Following the state of audit logging',
      intervalMs: SETTINGS_INTERVAL_MS,
      limitMs: SETTINGS_LIMIT_MS,
      run: signal => runner.tick(signal),
    });
    exports.ticks.forEach(tick => ticks.start(tick));
  });

  return {
    state: (await settingsStore.read()).state,
    gate,
    openReads: followOpenReads(services),
    judges: createJudges({ settings, grants: grants.service }),
    ...createAnswers({
      ...services,
      catalogChanges,
      dependents,
      exports,
      gate,
      grants,
      ingest,
      integrity,
      knex,
      recording,
      retention,
      settings,
      settingsStore,
      stopping: ticks.signal,
      store,
      translateQuery,
      views,
    }),
  };
}
