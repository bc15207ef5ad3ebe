import {
  Dependents,
  ExportSchedule,
  LegalHold,
  StorageIntegration,
} from 'backstage-plugin-audit-log-common';
import { GrantStore } from '../grants';
import { DISABLED_REASON } from '../settings';
import { ViewStore } from '../views';

export interface DependentsOptions {
  views: ViewStore;
  grants: GrantStore;
  legalHolds: { list(): Promise<LegalHold[]> };
  exports: {
    integrations: { list(): Promise<StorageIntegration[]> };
    schedules: { list(): Promise<ExportSchedule[]> };
  };
}

/** Everything that hangs on the log, with owners. */
export async function readDependents(
  options: DependentsOptions,
): Promise<Dependents> {
  const [views, grants, holds, integrations, schedules] = await Promise.all([
    options.views.list(),
    options.grants.list(),
    options.legalHolds.list(),
    options.exports.integrations.list(),
    options.exports.schedules.list(),
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
    views: views.map(({ id, name, owner }) => ({ id, name, owner })),
    grants: grants.map(({ id, grantee, createdBy }) => ({
      id,
      grantee,
      owner: createdBy,
    })),
    legalHolds: holds.map(({ id, name, createdBy, query }) => ({
      id,
      name,
      owner: createdBy,
      query,
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
