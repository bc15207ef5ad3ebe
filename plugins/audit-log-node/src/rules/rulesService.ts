import {
  ServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { RuleBook } from './RuleBook';

/**
 * The rules of this process. Root scoped: they hold for every plugin.
 *
 * @public
 */
export const auditLogRulesServiceRef: ServiceRef<
  RuleBook,
  'root',
  'singleton'
> = createServiceRef<RuleBook>({
  id: 'audit-log.rules',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => RuleBook.fromConfig(config),
    }),
});
