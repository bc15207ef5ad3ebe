import {
  ServiceRef,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { MetaCleaners } from './MetaCleaners';

/**
 * Where plugins say what of their events is secret.
 *
 * @public
 */
export const auditLogMetaCleanersServiceRef: ServiceRef<
  MetaCleaners,
  'root',
  'singleton'
> = createServiceRef<MetaCleaners>({
  id: 'audit-log.meta-cleaners',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new MetaCleaners(),
    }),
});
