import {
  Dependents,
  ExportSchedule,
  StorageIntegration,
} from 'backstage-plugin-audit-log-common';
import { DISABLED_REASON } from '../settings';

/** Storage integrations and export schedules, with owners. */
export async function exportDependents(rooms: {
  integrations: { list(): Promise<StorageIntegration[]> };
  schedules: { list(): Promise<Omit<ExportSchedule, 'warnings'>[]> };
}): Promise<
  Pick<Dependents, 'storageIntegrations' | 'exportSchedules' | 'toSetUpAgain'>
> {
  const [integrations, schedules] = await Promise.all([
    rooms.integrations.list(),
    rooms.schedules.list(),
  ]);
  return {
    storageIntegrations: integrations.map(({ name, createdBy, status }) => ({
      name,
      owner: createdBy,
      status,
    })),
    exportSchedules: schedules.map(({ id, name, owner, status }) => ({
      id,
      name,
      owner,
      status,
    })),
    toSetUpAgain: {
      storageIntegrations: integrations
        .filter(({ status }) => status === 'retired')
        .map(({ name }) => name),
      exportSchedules: schedules
        .filter(
          ({ status, statusReason }) =>
            status === 'paused' && statusReason === DISABLED_REASON,
        )
        .map(({ name }) => name),
    },
  };
}
