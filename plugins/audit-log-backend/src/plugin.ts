import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  auditLogRecorderServiceRef,
  isAuditLogAuditor,
} from 'backstage-plugin-audit-log-node';
import {
  auditLogEventResourceRef,
  CatalogOwnership,
  createConditionCompiler,
  DefaultAccessPolicy,
  registerPermissions,
} from './access';
import { readConfig } from './config';
import { DatabaseGrantStore, GrantedReading, GrantService } from './grants';
import { EventExplorer } from './explore';
import {
  callerHandlers,
  createRouter,
  eventHandlers,
  grantHandlers,
  legalHoldHandlers,
  exploreHandlers,
  settingsHandlers,
  viewHandlers,
} from './http';
import {
  grantMessage,
  lifecycleMessage,
  NotificationMessenger,
} from './notifications';
import { DatabaseLegalHoldStore, LegalHoldService } from './retention';
import { createQueryTranslator } from './query';
import {
  DatabaseSettingsStore,
  LifecycleRunner,
  pollSettings,
  SettingsService,
} from './settings';
import { INACTIVE_AUDITOR_PROBLEM, readDependents, readStatus } from './status';
import { applyMigrations, DatabaseEventStore } from './store';
import { DatabaseViewStore, ViewService } from './views';

/** How often each replica looks at the stored state. */
const SETTINGS_POLL_MS = 1000;

/** The plugin itself: joins its rooms, and holds no logic of its own. */
export const auditLogPlugin = createBackendPlugin({
  pluginId: 'audit-log',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        recorder: auditLogRecorderServiceRef,
        rootConfig: coreServices.rootConfig,
        userInfo: coreServices.userInfo,
      },
      async init({ auditor, auth, logger, recorder, ...services }) {
        const config = readConfig(services.rootConfig);
        const clock = () => new Date();
        const auditorActive = isAuditLogAuditor(auditor);
        if (!auditorActive) {
          logger.warn(INACTIVE_AUDITOR_PROBLEM);
        }

        const knex = await services.database.getClient();
        if (!services.database.migrations?.skip) {
          await applyMigrations(knex);
        }
        const store = await DatabaseEventStore.create({
          knex,
          readTimeoutMs: config.readTimeoutMs,
        });
        recorder.attach(store);

        const messenger = new NotificationMessenger({
          notifications: services.notifications,
          logger,
        });
        const grantStore = new DatabaseGrantStore({ knex });
        const viewStore = new DatabaseViewStore({ knex });
        const lookup = new CatalogOwnership({
          auth,
          catalog: services.catalog,
        });
        registerPermissions({
          permissionsRegistry: services.permissionsRegistry,
          getEvent: id => store.get(id, []),
          lookup,
        });
        const access = new DefaultAccessPolicy({
          mode: config.accessMode,
          admins: config.admins,
          permissionsEnabled: config.permissionsEnabled,
          auth,
          userInfo: services.userInfo,
          permissions: services.permissions,
          compileConditions: createConditionCompiler({
            ruleset: services.permissionsRegistry.getPermissionRuleset(
              auditLogEventResourceRef,
            ),
            lookup,
          }),
          lookup,
          grants: new GrantedReading({
            store: grantStore,
            auth,
            lookup,
            clock,
          }),
        });
        const grants = new GrantService({
          store: grantStore,
          clock,
          isKnown: ref => lookup.isKnown(ref),
          grantsCount: config.accessMode === 'admins',
          onNews: news => messenger.send(grantMessage(news)),
        });
        const views = new ViewService({
          store: viewStore,
          clock,
          users: async () => [],
        });
        const legalHolds = new LegalHoldService({
          store: new DatabaseLegalHoldStore({ knex }),
          clock,
        });

        const settingsStore = new DatabaseSettingsStore({ knex });
        const settings = new SettingsService({
          store: settingsStore,
          clock,
          available: config.available,
          unavailableReason: config.unavailableReason,
          configured: config.settings,
          onEnabling: () => recorder.setRecording('on'),
        });
        const runner = new LifecycleRunner({
          store: settingsStore,
          recorder,
          sink: store,
          activate: async () => {
            await store.completeTo();
          },
          configured: config.settings,
          clock,
          logger,
          onNews: news => messenger.send(lifecycleMessage(news)),
        });

        services.httpRouter.use(
          createRouter({
            auth,
            httpAuth: services.httpAuth,
            auditor,
            access,
            handlers: {
              ...callerHandlers({ access }),
              ...eventHandlers({
                store,
                recorder,
                translateQuery: createQueryTranslator({ knex, clock }),
              }),
              ...exploreHandlers({
                explorer: new EventExplorer({
                  knex,
                  store,
                  clock,
                  timeoutMs: config.readTimeoutMs,
                }),
              }),
              ...grantHandlers({ grants }),
              ...viewHandlers({ views, access }),
              ...legalHoldHandlers({ legalHolds }),
              ...settingsHandlers({
                settings,
                dependents: () =>
                  readDependents({
                    views: viewStore,
                    grants: grantStore,
                    exportSchedules: async () => [],
                  }),
                status: () =>
                  readStatus({
                    settings: settingsStore,
                    recorder,
                    store,
                    auditorActive,
                  }),
              }),
            },
          }),
        );

        const stopping = new AbortController();
        services.lifecycle.addShutdownHook(() => stopping.abort());
        services.lifecycle.addStartupHook(() => {
          void pollSettings({
            tick: () => runner.tick(),
            intervalMs: SETTINGS_POLL_MS,
            signal: stopping.signal,
            logger,
          });
        });
      },
    });
  },
});
