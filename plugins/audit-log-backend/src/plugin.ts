import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  auditLogExportsExtensionPoint,
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
import { createRecordingWatch } from './recording';
import { createRetention } from './retention';
import {
  DatabaseSettingsStore,
  effectiveSettings,
  LifecycleRunner,
  pollSettings,
  SettingsService,
  unsupportedDatabase,
} from './settings';
import { INACTIVE_AUDITOR_PROBLEM } from './status';
import { applyMigrations, DatabaseEventStore } from './store';
import { registerTemplateCleaner } from './templates';
import { createViews, DatabaseViewStore } from './views';

/** How often each replica looks at the stored state. */
const SETTINGS_POLL_MS = 1000;

/** How often each replica looks for exports that are due. */
const EXPORTS_POLL_MS = 5000;

/** How often what was kept for long enough is removed. */
const RETENTION_FREQUENCY = { minutes: 10 };

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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
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
        const stopping = new AbortController();
        const auditorActive = isAuditLogAuditor(auditor);
        if (!auditorActive) {
          logger.warn(INACTIVE_AUDITOR_PROBLEM);
        }

        const lookup = new CatalogOwnership({
          auth,
          catalog: services.catalog,
        });
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
        const recording = createRecordingWatch({
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
          onNews: news => notifier.grant(news),
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

        const settings = new SettingsService({
          store: settingsStore,
          clock,
          available: config.available,
          unavailableReason: config.unavailableReason,
          configured: config.settings,
          onEnabling: () => recorder.setRecording('on'),
        });
        const retention = createRetention({
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
        const runner = new LifecycleRunner({
          store: settingsStore,
          recorder,
          sink: store,
          activate: async stored => {
            await store.completeTo();
            await retention.runner.purgeOverdue(stored, stopping.signal);
          },
          configured: config.settings,
          clock,
          logger,
          onNews: news => notifier.lifecycle(news),
          onSettings: ({ rules }) => services.rules.use(rules),
        });

        services.httpRouter.use(
          createRouter({
            auth,
            httpAuth: services.httpAuth,
            auditor,
            access,
            handlers: createHandlers({
              ...services,
              access,
              auditorActive,
              clock,
              config,
              exports,
              grants,
              integrity,
              knex,
              recorder,
              recording,
              retention,
              settings,
              settingsStore,
              store,
              views,
            }),
          }),
        );

        await services.scheduler.scheduleTask({
          id: 'audit-log-retention',
          frequency: RETENTION_FREQUENCY,
          initialDelay: RETENTION_FREQUENCY,
          timeout: { hours: 1 },
          fn: signal => retention.runner.run(signal),
        });
        if (config.catalogChanges) {
          await followCatalog({
            ...services,
            frequency: config.catalogChanges,
            auth,
            recorder,
            store,
            knex,
            clock,
          });
        }
        services.lifecycle.addShutdownHook(() => stopping.abort());
        services.lifecycle.addShutdownHook(() => exports.stop());
        services.lifecycle.addShutdownHook(recording.stop);
        services.lifecycle.addStartupHook(() => {
          void pollSettings({
            tick: () => runner.tick(),
            intervalMs: SETTINGS_POLL_MS,
            signal: stopping.signal,
            logger,
          });
          void pollSettings({
            tick: () => exports.tick(),
            intervalMs: EXPORTS_POLL_MS,
            failure: "Exports that are due can't be looked for",
            signal: stopping.signal,
            logger,
          });
        });
      },
    });
  },
});
