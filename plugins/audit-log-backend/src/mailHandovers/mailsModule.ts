import {
  coreServices,
  createBackendModule,
  createExtensionPoint,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationsProcessingExtensionPoint } from '@backstage/plugin-notifications-node';
import {
  auditLogRecorderServiceRef,
  auditLogResolversServiceRef,
} from 'backstage-plugin-audit-log-node';
import { MailObserver } from './MailObserver';
import { createReceivers } from './receivers';

/**
 * What the e-mail module provides. A backend starts a module after those that
 * depend on what it provides, so that this one is there before it.
 */
const emailTemplates = createExtensionPoint<unknown>({
  id: 'notifications.email.templates',
});

/**
 * Records what is handed to Backstage's e-mail module, once for each mail. For
 * backends with `@backstage/plugin-notifications-backend-module-email`: without
 * it, the backend doesn't start.
 *
 * @example
 * ```ts
 * import { auditLogMailsModule } from 'backstage-plugin-audit-log-backend';
 * backend.add(auditLogMailsModule);
 * ```
 *
 * @public
 */
export const auditLogMailsModule = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'audit-log-mails',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        emailTemplates,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: notificationsProcessingExtensionPoint,
        recorder: auditLogRecorderServiceRef,
        resolvers: auditLogResolversServiceRef,
      },
      async init({ lifecycle, logger, processing, ...services }) {
        const observer = new MailObserver({
          ...services,
          logger,
          receivers: createReceivers(services),
        });
        observer.observe(processing);
        lifecycle.addStartupHook(() => {
          if (!observer.hasFound) {
            logger.warn(
              "Mails can't be recorded: no processor of notifications is called 'Email'",
            );
          }
        });
      },
    });
  },
});
