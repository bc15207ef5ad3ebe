import { createApiRef } from '@backstage/frontend-plugin-api';
import { ExportsClient } from 'backstage-plugin-audit-log-common';

/**
 * The calls of the audit log's HTTP API that its screens of exports make.
 *
 * @public
 */
export type ExportsApi = Pick<
  ExportsClient,
  | 'listIntegrations'
  | 'listSchedules'
  | 'createSchedule'
  | 'previewSchedule'
  | 'testCondition'
  | 'changeSchedules'
  | 'getSchedule'
  | 'updateSchedule'
  | 'deleteSchedule'
  | 'sendNow'
  | 'pauseSchedule'
  | 'resumeSchedule'
  | 'listRuns'
  | 'retryRun'
  | 'cancelRun'
>;

/**
 * Reaches the {@link ExportsApi}.
 *
 * @public
 */
export const exportsApiRef = createApiRef<ExportsApi>().with({
  id: 'plugin.audit-log.exports',
  pluginId: 'audit-log',
});
