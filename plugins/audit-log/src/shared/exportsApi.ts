import { createApiRef } from '@backstage/frontend-plugin-api';
import { ExportsClient } from 'backstage-plugin-audit-log-common';

/**
 * The calls of the audit log's HTTP API about export schedules and their runs.
 *
 * @public
 */
export type ExportsApi = Pick<
  ExportsClient,
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
