import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import {
  auditLogAuditorServiceFactory,
  auditLogRecorderServiceFactory,
  auditLogSignInsModule,
} from 'backstage-plugin-audit-log-node';
import { auditLogPlugin } from './plugin';

/**
 * Everything that a backend needs for the audit log: the recorder, the auditor
 * that feeds it from every plugin, what records sign-ins, and the plugin itself.
 *
 * @example
 * ```ts
 * backend.add(import('backstage-plugin-audit-log-backend'));
 * ```
 *
 * @public
 */
export const auditLogFeatureLoader = createBackendFeatureLoader({
  async *loader() {
    yield auditLogRecorderServiceFactory;
    yield auditLogAuditorServiceFactory;
    yield auditLogSignInsModule;
    yield auditLogPlugin;
  },
});
