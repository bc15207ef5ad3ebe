import { Dependents } from 'backstage-plugin-audit-log-common';
import { GrantStore } from '../grants';
import { ViewStore } from '../views';

export interface DependentsOptions {
  views: ViewStore;
  grants: GrantStore;
  exportSchedules: () => Promise<Dependents['exportSchedules']>;
}

/** Everything that hangs on the log, with owners. */
export async function readDependents(
  options: DependentsOptions,
): Promise<Dependents> {
  const [views, grants, exportSchedules] = await Promise.all([
    options.views.list(),
    options.grants.list(),
    options.exportSchedules(),
  ]);
  return {
    exportSchedules,
    views: views.map(({ id, name, owner }) => ({ id, name, owner })),
    grants: grants.map(({ id, grantee }) => ({ id, grantee })),
  };
}
