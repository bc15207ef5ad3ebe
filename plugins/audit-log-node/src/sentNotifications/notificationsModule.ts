import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { auditLogClientsServiceRef } from '../clients';
import { auditLogRecorderServiceRef } from '../recorder';
import { auditLogResolversServiceRef } from '../resolvers';
import { createSendMiddleware } from './sendMiddleware';

/**
 * Records every notification that is sent in the portal, once for each person
 * who got it. Does nothing in a backend without the notifications plugin.
 *
 * @public
 */
export const auditLogNotificationsModule = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'audit-log',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        clients: auditLogClientsServiceRef,
        logger: coreServices.logger,
        recorder: auditLogRecorderServiceRef,
        resolvers: auditLogResolversServiceRef,
      },
      async init({ httpRouter, ...services }) {
        httpRouter.use(createSendMiddleware(services));
      },
    });
  },
});
