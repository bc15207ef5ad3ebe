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
} from 'backstage-plugin-audit-log-node';
import { createRooms } from './createRooms';
import { createRouter } from './http';
import { createOwnSink } from './ingest';
import { logOpener, openAndStart, tellOfStart } from './opening';
import { prepareLog } from './prepareLog';
import { findName, runRooms } from './rooms';

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
      async init(services) {
        const { database, logger, recorder, scheduler } = services;
        const prepared = prepareLog(services);
        const { door, leadNowhere, opened, stopping } = prepared;
        await openAndStart({
          open: logOpener({
            ...prepared,
            database,
            onNever: reason => {
              logger.warn(reason);
              recorder.learn({ recording: 'never' });
              leadNowhere(reason, false);
            },
          }),
          start: async log => {
            recorder.attach(createOwnSink({ ...prepared, ...log }));
            const { room, grants, state, ...guarded } = await createRooms(
              { ...services, ...prepared, providers, formats },
              log,
            );
            opened({ store: log.store, grants, ...guarded });
            runRooms(room, { ...prepared, scheduler });
            door.lead(
              createRouter({
                ...prepared,
                ...guarded,
                handlers: room.handlers,
                nameOf: findName(room.nameOf),
              }),
            );
            tellOfStart({ ...prepared, state });
          },
          onClosed: reason => {
            logger.error(reason);
            leadNowhere(reason, true);
          },
          signal: stopping,
        });
      },
    });
  },
});
