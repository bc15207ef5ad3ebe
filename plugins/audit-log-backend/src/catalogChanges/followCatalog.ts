import { AuthService, SchedulerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { HumanDuration } from '@backstage/types';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { EventStore } from '../store';
import { CatalogFollower } from './CatalogFollower';
import { createPersonFinder } from './createPersonFinder';
import { DatabaseEntitySnapshot } from './DatabaseEntitySnapshot';

/** Looks at the catalog again and again, in one replica at a time. */
export async function followCatalog(options: {
  frequency: HumanDuration;
  scheduler: SchedulerService;
  auth: AuthService;
  catalog: CatalogService;
  recorder: AuditLogRecorder;
  store: EventStore;
  knex: Knex;
  clock: () => Date;
}): Promise<void> {
  const { frequency, scheduler, knex, ...rest } = options;
  const follower = new CatalogFollower({
    ...rest,
    snapshot: new DatabaseEntitySnapshot({ knex }),
    personBehind: createPersonFinder(rest),
  });
  await scheduler.scheduleTask({
    id: 'audit-log-catalog-changes',
    frequency,
    initialDelay: frequency,
    timeout: { minutes: 30 },
    fn: signal => follower.look(signal),
  });
}
