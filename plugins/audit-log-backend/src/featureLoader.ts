import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import {
  auditLogActorReadersServiceFactory,
  auditLogAuditorServiceFactory,
  auditLogRecorderServiceFactory,
  auditLogRootHttpRouterServiceFactory,
  auditLogSignInsModule,
} from 'backstage-plugin-audit-log-node';
import { auditLogPlugin } from './plugin';

/**
 * Everything that a backend needs for the audit log: the recorder, the auditor
 * that feeds it from every plugin, what records sign-ins and, where it is
 * switched on, HTTP requests, and the plugin itself.
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
    yield auditLogRecorderServiceFactory;
    yield auditLogAuditorServiceFactory;
    yield auditLogActorReadersServiceFactory;
    if (config.getOptionalBoolean('auditLog.httpCapture.enabled')) {
      yield auditLogRootHttpRouterServiceFactory;
    }
    yield auditLogSignInsModule;
    yield auditLogPlugin;
  },
});
