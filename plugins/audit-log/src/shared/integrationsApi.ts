import { createApiRef } from '@backstage/frontend-plugin-api';
import { ExportsClient } from 'backstage-plugin-audit-log-common';

/**
 * The calls of the audit log's HTTP API about storage integrations.
 *
 * @public
 */
export type IntegrationsApi = Pick<
  ExportsClient,
  | 'listIntegrations'
  | 'createIntegration'
  | 'getIntegration'
  | 'updateIntegration'
  | 'deleteIntegration'
  | 'testIntegration'
>;

/**
 * Reaches the {@link IntegrationsApi}.
 *
 * @public
 */
export const integrationsApiRef = createApiRef<IntegrationsApi>().with({
  id: 'plugin.audit-log.integrations',
  pluginId: 'audit-log',
});
