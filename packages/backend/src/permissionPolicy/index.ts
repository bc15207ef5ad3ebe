import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/**
 * The policy of the portal. It allows everything, as that of a new portal
 * does, unless the audit log is told to leave its access to the policy.
 */
export default createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    const mode = config.getOptionalString('auditLog.access.mode');
    yield mode === 'policy'
      ? import('./module')
      : import('@backstage/plugin-permission-backend-module-allow-all-policy');
  },
});
