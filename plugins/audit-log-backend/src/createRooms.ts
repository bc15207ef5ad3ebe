import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  AuditorService,
  AuthService,
  LoggerService,
  RootConfigService,
  RootInstanceMetadataService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuditLogRecorder,
  ExportFormat,
  HttpCapturePresence,
  RuleBook,
  StorageProviderFactory,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { AccessPolicy, CatalogOwnership } from './access';
import { followCatalog } from './catalogChanges';
import { AuditLogConfig } from './config';
import { downloadHandlers, eventHandlers } from './events';
import {
  createKnownNames,
  DatabaseSeenTypes,
  eventTypeHandlers,
} from './eventTypes';
import { EventExplorer, exploreHandlers } from './explore';
import { createExports } from './exports';
import { createGrants } from './grants';
import { createIngest } from './ingest';
import { createIntegrity, integrityHandlers } from './integrity';
import { createLive } from './live';
import { createNotifier } from './notifications';
import { Problems } from './opening';
import { createQueryTranslator } from './query';
import { VisibleEvents } from './reading';
import { createRecording, replicasSeen } from './recording';
import { createRetention } from './retention';
import { foldRooms } from './rooms';
import { ruleHandlers } from './rules';
import { createSearches } from './searches';
import {
  createLifecycle,
  DatabaseSettingsStore,
  effectiveSettings,
  SettingsService,
} from './settings';
import { createStatus } from './status';
import { awsAccountsOf } from './storage';
import { DatabaseEventStore, EventPredicate } from './store';
import { createViews, DatabaseViewStore } from './views';
import { createJudges, DisabledGate } from './whileDisabled';

/** What the rooms take of the portal. */
export interface PortalServices {
  access: AccessPolicy;
  auditor: AuditorService;
  auditorActive: boolean;
  auth: AuthService;
  catalog: CatalogService;
  clock: () => Date;
  config: AuditLogConfig;
  /** What modules have added. */
  formats: ExportFormat[];
  providers: StorageProviderFactory[];
  httpCapture: HttpCapturePresence;
  instance: RootInstanceMetadataService;
  logger: LoggerService;
  lookup: CatalogOwnership;
  notifications: NotificationService;
  problems: Problems;
  recorder: AuditLogRecorder;
  rootConfig: RootConfigService;
  rules: RuleBook;
  /** Aborted when the backend shuts down. */
  stopping: AbortSignal;
}

/**
 * Makes the rooms round an open log and folds them into one. Their order is
 * that in which they are readied while audit logging is being enabled.
 */
export async function createRooms(
  services: PortalServices,
  opened: { knex: Knex; store: DatabaseEventStore },
) {
  const { access, auditor, clock, config, httpCapture } = services;
  const { logger, problems, recorder, rules, stopping } = services;
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
  const settingsStore = new DatabaseSettingsStore({ knex });
  const settings = new SettingsService({
    ...config,
    store: settingsStore,
    clock,
    configured: config.settings,
    // So that the request to enable is recorded itself.
    onEnabling: () => recorder.learn({ recording: 'off' }),
  });
  const gate = new DisabledGate({ settings: settingsStore, access });
  const translateQuery = createQueryTranslator({ knex, clock });

  const searches = createSearches(services);
  const recording = createRecording({
    ...services,
    knex,
    store,
    onNews: news => notifier.recording(news),
  });
  const grants = createGrants({
    ...services,
    knex,
    knownNames: createKnownNames({ ...services, ...config, knex }),
    onNews: (news, standing) => void notifier.grant(news, standing),
    onEnd: (end, standing) => notifier.grantEnd(end, standing),
  });
  const exports = createExports({
    ...services,
    knex,
    source: store,
    readTimeoutMs: config.readTimeoutMs,
    config: config.storage,
    awsAccounts: awsAccountsOf(services.rootConfig),
    views: new DatabaseViewStore({ knex }),
    settings: settingsStore,
    log: integrity,
    onStorageNews: news => void notifier.storage(news),
    onExportNews: news => void notifier.exports(news),
    onUpgradeNews: note => notifier.upgrade(note),
  });
  const retention = createRetention({
    ...config,
    knex,
    settings: settingsStore,
    effective: stored => effectiveSettings(stored, config.settings),
    store,
    unexported: () => exports.unexported(),
    auditor,
    clock,
    logger,
    onNews: news => notifier.retention(news),
  });
  const catalogChanges = followCatalog({
    ...services,
    frequency: config.catalogChanges,
    settings: settingsStore,
    store,
    knex,
  });
  const ingest = createIngest({
    ...services,
    knex,
    store,
    settings: settingsStore,
    configured: config.settings,
    dayMs: config.dayMs,
    onDelivered: events => recording.delivered(events),
  });

  const log = foldRooms([
    {
      handlers: eventHandlers({ translateQuery }),
      // A log whose head can't be read isn't ready for more.
      activate: async () => void (await store.completeTo()),
    },
    retention,
    catalogChanges,
    exports,
    ingest,
    searches,
    recording,
    grants,
    createViews({
      ...services,
      knex,
      users: exports.viewUsers,
      onNews: news => void notifier.view(news),
    }),
    createLive({ store, translateQuery, stopping }),
    { handlers: integrityHandlers({ integrity }) },
    { handlers: ruleHandlers({ rules, settings, clock }) },
    {
      handlers: downloadHandlers({
        formats: exports.formats,
        translateQuery,
        clock,
      }),
    },
    {
      handlers: exploreHandlers({
        explorer: new EventExplorer({
          knex,
          clock,
          timeoutMs: config.readTimeoutMs,
        }),
      }),
    },
    {
      handlers: eventTypeHandlers({
        seenTypes: new DatabaseSeenTypes({ knex }),
        instance: services.instance,
        sources: config.eventSources,
        httpCapture,
      }),
    },
  ]);
  const lifecycle = createLifecycle({
    activate: log.activate,
    retire: log.retire,
    store: settingsStore,
    recorder,
    sink: store,
    configured: config.settings,
    clock,
    dayMs: config.dayMs,
    logger,
    onNews: news => void notifier.lifecycle(news, log.dependents),
  });
  const status = createStatus({
    ...services,
    store,
    settings,
    settingsStore,
    recorder: recording.recorder,
    replicas: recording.replicas,
    seen: () => replicasSeen(knex, clock()),
    startProblems: () => problems.list(),
    sharedProblems: [() => catalogChanges.problem(), () => retention.problem()],
    trustsProxy: config.trustsProxy,
    dependents: log.dependents,
  });
  return {
    room: foldRooms([log, lifecycle, status]),
    gate,
    judges: createJudges({ settings, grants: grants.service }),
    openReads: searches.openReads,
    readWhere: (where: EventPredicate[]) =>
      new VisibleEvents({ events: store, where }),
    /** What access asks. */
    grants: grants.reading,
    translateQuery,
    state: (await settingsStore.read()).state,
  };
}
