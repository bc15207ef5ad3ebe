/**
 * A second backend, without the audit log: it has a catalog of its own, and
 * delivers what happens there to the portal. `yarn split` starts both.
 */
import { createBackend } from '@backstage/backend-defaults';
import { auditLogDeliveryFeatureLoader } from 'backstage-plugin-audit-log-node';

const backend = createBackend();

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(auditLogDeliveryFeatureLoader);

backend.start();
