import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { readCategoryRules } from './categoryRules';
import { ResolverRegistry } from './ResolverRegistry';

/**
 * Where plugins add resolvers for their own events.
 *
 * @public
 */
export const auditLogResolversServiceRef = createServiceRef<ResolverRegistry>({
  id: 'audit-log.resolvers',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) =>
        ResolverRegistry.create({ categories: readCategoryRules(config) }),
    }),
});
