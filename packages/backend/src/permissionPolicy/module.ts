import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { AuditedPolicy } from './AuditedPolicy';
import { PortalPolicy } from './PortalPolicy';

/** Makes {@link PortalPolicy} the policy of the portal. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'portal-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ auditor, config, policy }) {
        const mode = config.getOptionalString('auditLog.access.mode');
        policy.setPolicy(
          new AuditedPolicy({
            auditor,
            policy: new PortalPolicy({ decidesAuditLog: mode === 'policy' }),
          }),
        );
      },
    });
  },
});
