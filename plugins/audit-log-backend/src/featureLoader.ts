import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  auditLogActorReadersServiceFactory,
  auditLogAuditorServiceFactory,
  auditLogNotificationsModule,
  auditLogRecorderServiceFactory,
  auditLogRootHttpRouterServiceFactory,
  auditLogSignInsModule,
} from 'backstage-plugin-audit-log-node';
import { configurationProblems, readConfig } from './config';
import { auditLogPlugin } from './plugin';

/**
 * Everything that a backend needs for the audit log: the recorder, the auditor
 * that feeds it from every plugin, what records sign-ins, sent notifications
 * and, where it is switched on, HTTP requests, and the plugin itself.
 *
 * @example
 * ```ts
 * backend.add(import('backstage-plugin-audit-log-backend'));
 * ```
 *
 * @public
 */
export const auditLogFeatureLoader = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async *loader({ config }) {
    const { stop } = configurationProblems(config);
    if (stop.length > 0) {
      throw new InputError(stop.join('; '));
    }
    yield auditLogRecorderServiceFactory;
    yield auditLogAuditorServiceFactory;
    yield auditLogActorReadersServiceFactory;
    if (readConfig(config).capturesHttp) {
      yield auditLogRootHttpRouterServiceFactory;
    }
    yield auditLogSignInsModule;
    yield auditLogNotificationsModule;
    yield auditLogPlugin;
  },
});
