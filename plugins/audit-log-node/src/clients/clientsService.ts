import {
  ServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { KnownClients } from './KnownClients';

/** The clients that this process knows. */
export const auditLogClientsServiceRef: ServiceRef<
  KnownClients,
  'root',
  'singleton'
> = createServiceRef<KnownClients>({
  id: 'audit-log.clients',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { logger: coreServices.rootLogger },
      factory: ({ logger }) => new KnownClients({ logger }),
    }),
});
