import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
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
import { registerQueryAction } from './assistants';
import { registerCatalogNames } from './catalogNames';
import { configurationProblems, readConfig } from './config';
import { createRouter, createUnavailableRouter } from './http';
import { OwnEventSink } from './ingest';
import { CallerLimits } from './limits';
import {
  databaseOpener,
  describeStart,
  Door,
  openAndStart,
  Problems,
} from './opening';
import { DatabaseSettingsStore, unsupportedDatabase } from './settings';
import { OpenLog, startLog } from './startLog';
import { INACTIVE_AUDITOR_PROBLEM } from './status';
import { applyMigrations, DatabaseEventStore, readSwitches } from './store';
import { registerTemplateCleaner } from './templates';
import { Ticks } from './ticks';

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
        configurationProblems(services.rootConfig).warn.forEach(warning =>
          logger.warn(warning),
        );
        const clock = () => new Date();
        const limits = new CallerLimits(config.perCaller);
        const problems = new Problems();
        const ticks = new Ticks({ logger, health: problems });
        const auditorActive = isAuditLogAuditor(auditor);
        if (!auditorActive) {
          logger.warn(INACTIVE_AUDITOR_PROBLEM);
        }
        if (services.httpCapture.problem) {
          logger.warn(services.httpCapture.problem);
        }

        const lookup = new CatalogOwnership({ ...services, auth });
        registerTemplateCleaner({ ...services, auth });
        registerCatalogNames({ ...services, auth });
        const door = new Door();
        services.httpRouter.use(door.handler);
        services.lifecycle.addShutdownHook(() => ticks.stop());
        const started = new Promise<void>(resolve =>
          services.lifecycle.addStartupHook(resolve),
        );
        // Permissions can be registered during the start alone.
        const log: OpenLog = {
          getEvent: async () => undefined,
          grants: {
            filterFor: async () => undefined,
            limitsFor: async () => [],
          },
          queried: undefined,
        };
        const access = createAccess({
          ...services,
          config,
          auth,
          lookup,
          getEvent: id => log.getEvent(id),
          grants: {
            filterFor: credentials => log.grants.filterFor(credentials),
            limitsFor: credentials => log.grants.limitsFor(credentials),
          },
        });
        registerQueryAction({
          ...services,
          access,
          auditor,
          auth,
          limits,
          opened: () => log.queried,
        });
        const guardServices = {
          auth,
          httpAuth: services.httpAuth,
          auditor,
          access,
          limits,
          clock,
        };
        const leadNowhere = (reason: string, isForNow: boolean) =>
          door.lead(
            createUnavailableRouter({
              ...guardServices,
              reason,
              isForNow,
              auditorActive,
              trustsProxy: config.trustsProxy,
              recorder,
            }),
          );

        const openDatabase = databaseOpener({ ...services, logger });
        const open = async () => {
          const knex = await openDatabase();
          const reason = unsupportedDatabase(knex);
          if (reason) {
            return { reason };
          }
          if (!services.database.migrations?.skip) {
            await applyMigrations(knex);
          }
          const store = await DatabaseEventStore.create({
            knex,
            readTimeoutMs: config.readTimeoutMs,
            onNoCopy: problem =>
              logger.warn(
                `Events are appended with INSERT, which is slower, because this client of PostgreSQL can't do COPY: ${problem}`,
              ),
          });
          return { knex, store };
        };
        const startOnce = async (opened: Awaited<ReturnType<typeof open>>) => {
          if (opened.reason !== undefined) {
            logger.warn(opened.reason);
            recorder.learn({ recording: 'never' });
            leadNowhere(opened.reason, false);
            return;
          }
          recorder.attach(
            new OwnEventSink({
              store: opened.store,
              settings: new DatabaseSettingsStore(opened),
              readSwitches: () => readSwitches(opened.knex),
              now: () => clock().getTime(),
              onLeftOut: count =>
                logger.info(
                  `Events that were recorded while audit logging was disabled are left out: ${count}`,
                ),
            }),
          );
          const { state, ...openedLog } = await startLog(
            {
              ...services,
              access,
              auditor,
              auditorActive,
              auth,
              clock,
              config,
              formats,
              logger,
              log,
              lookup,
              problems,
              providers,
              recorder,
              started,
              ticks,
            },
            opened,
          );
          door.lead(createRouter({ ...guardServices, ...openedLog }));
          const { line, warnings } = describeStart({
            state,
            config,
            rootConfig: services.rootConfig,
            httpCapture: services.httpCapture.state,
          });
          logger.info(line);
          warnings.forEach(warning => logger.warn(warning));
        };
        await openAndStart({
          open,
          start: startOnce,
          onClosed: reason => {
            logger.error(reason);
            leadNowhere(reason, true);
          },
          signal: ticks.signal,
        });
      },
    });
  },
});
