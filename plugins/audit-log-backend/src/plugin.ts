import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  auditLogExportsExtensionPoint,
  auditLogHttpCaptureServiceRef,
  auditLogMetaCleanersServiceRef,
  auditLogRecorderServiceRef,
  auditLogRulesServiceRef,
  auditLogStorageExtensionPoint,
  ExportFormat,
  StorageProviderFactory,
  isAuditLogAuditor,
} from 'backstage-plugin-audit-log-node';
import { CatalogOwnership, createAccess } from './access';
import { followCatalog } from './catalogChanges';
import { readConfig } from './config';
import { createExports } from './exports';
import { createGrants } from './grants';
import { createHandlers } from './handlers';
import { createRouter, createUnavailableRouter } from './http';
import { createIntegrity } from './integrity';
import { createNotifier } from './notifications';
import { createRecording } from './recording';
import { createRetention } from './retention';
import {
  DatabaseSettingsStore,
  effectiveSettings,
  LifecycleRunner,
  Polls,
  SettingsService,
  unsupportedDatabase,
} from './settings';
import { INACTIVE_AUDITOR_PROBLEM, readDependents } from './status';
import { applyMigrations, DatabaseEventStore } from './store';
import { registerTemplateCleaner } from './templates';
import { createViews, DatabaseViewStore } from './views';

/** How often each replica looks at the stored state. */
const SETTINGS_POLL_MS = 1000;

/** How often each replica looks for exports that are due. */
const EXPORTS_POLL_MS = 5000;

/** The plugin itself: joins its rooms, and holds no logic of its own. */
export const auditLogPlugin = createBackendPlugin({
  pluginId: 'audit-log',
  register(env) {
    const providers: StorageProviderFactory[] = [];
    const formats: ExportFormat[] = [];
    env.registerExtensionPoint(auditLogStorageExtensionPoint, {
      addStorageProvider: provider => providers.push(provider),
    });
    env.registerExtensionPoint(auditLogExportsExtensionPoint, {
      addExportFormat: format => formats.push(format),
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpCapture: auditLogHttpCaptureServiceRef,
        instance: coreServices.rootInstanceMetadata,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        recorder: auditLogRecorderServiceRef,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        rules: auditLogRulesServiceRef,
        metaCleaners: auditLogMetaCleanersServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({ auditor, auth, logger, recorder, ...services }) {
        const config = readConfig(services.rootConfig);
        const clock = () => new Date();
        const polls = new Polls({ logger });
        const auditorActive = isAuditLogAuditor(auditor);
        if (!auditorActive) {
          logger.warn(INACTIVE_AUDITOR_PROBLEM);
        }
        if (services.httpCapture.problem) {
          logger.warn(services.httpCapture.problem);
        }

        const lookup = new CatalogOwnership({ ...services, auth });
        registerTemplateCleaner({ ...services, auth });

        const knex = await services.database.getClient();
        const reason = unsupportedDatabase(knex);
        if (reason) {
          logger.warn(reason);
          recorder.setRecording('off');
          services.httpRouter.use(
            createUnavailableRouter({
              auth,
              httpAuth: services.httpAuth,
              auditor,
              access: createAccess({
                ...services,
                config,
                auth,
                lookup,
                getEvent: async () => undefined,
                grants: { filterFor: async () => undefined },
              }),
              reason,
              trustsProxy: config.trustsProxy,
              recorder,
              clock,
            }),
          );
          return;
        }
        if (!services.database.migrations?.skip) {
          await applyMigrations(knex);
        }
        const store = await DatabaseEventStore.create({
          knex,
          readTimeoutMs: config.readTimeoutMs,
        });
        recorder.attach(store);

        const integrity = await createIntegrity({
          knex,
          events: store,
          origin: config.integrityOrigin,
          configuredKey: config.integrityKey,
          clock,
        });

        const notifier = createNotifier({
          knex,
          clock,
          logger,
          notifications: services.notifications,
          admins: config.admins,
        });
        const recording = createRecording({
          knex,
          recorder,
          store,
          clock,
          logger,
          onNews: news => notifier.recording(news),
        });
        const grants = createGrants({
          knex,
          clock,
          auth,
          lookup,
          grantsCount: config.accessMode === 'admins',
          onNews: news => void notifier.grant(news),
        });
        const access = createAccess({
          ...services,
          config,
          auth,
          lookup,
          getEvent: id => store.get(id, []),
          grants: grants.reading,
        });
        const settingsStore = new DatabaseSettingsStore({ knex });
        const exports = createExports({
          knex,
          source: store,
          config: config.storage,
          awsAccounts: DefaultAwsCredentialsManager.fromConfig(
            services.rootConfig,
          ),
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
        const dependents = () =>
          readDependents({ views: views.store, grants: grants.store, exports });

        const settings = new SettingsService({
          store: settingsStore,
          clock,
          available: config.available,
          unavailableReason: config.unavailableReason,
          configured: config.settings,
          onEnabling: () => recorder.setRecording('on'),
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
          logger,
          onNews: news => notifier.retention(news),
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
          activate: async stored => {
            await store.completeTo();
            await retention.runner.purgeOverdue(stored, polls.signal);
            await catalogChanges.begin(stored);
            await exports.declare(stored);
          },
          retire: ({ changedAt }) => exports.retire(changedAt),
          configured: config.settings,
          clock,
          logger,
          onNews: news => void notifier.lifecycle(news, dependents),
          onSettings: ({ rules }) => services.rules.use(rules),
        });

        services.httpRouter.use(
          createRouter({
            auth,
            httpAuth: services.httpAuth,
            auditor,
            access,
            clock,
            handlers: createHandlers({
              ...services,
              access,
              auditor,
              auditorActive,
              auth,
              clock,
              config,
              dependents,
              exports,
              grants,
              integrity,
              knex,
              recorder,
              recording,
              retention,
              settings,
              settingsStore,
              stopping: polls.signal,
              store,
              views,
            }),
          }),
        );

        await retention.schedule(services.scheduler);
        await catalogChanges.schedule(services.scheduler);
        services.lifecycle.addShutdownHook(async () => {
          await Promise.all([recording.stop(), polls.stop(), exports.stop()]);
        });
        services.lifecycle.addStartupHook(() => {
          polls.start({
            tick: () => runner.tick(),
            intervalMs: SETTINGS_POLL_MS,
            failure: "The settings of the audit log can't be followed",
          });
          polls.start({
            tick: () => exports.tick(),
            intervalMs: EXPORTS_POLL_MS,
            failure: "Exports that are due can't be looked for",
          });
        });
      },
    });
  },
});
