import { Knex } from 'knex';
import { ViewUsers } from '../views';
import { CheckDraft } from './checkDraft';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { followView } from './followView';

/** Schedules that took something from a view. */
export function viewUsers(rooms: {
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  check: CheckDraft;
  clock: () => Date;
}): ViewUsers {
  return {
    list: async (viewId: string, trx?: Knex) =>
      (await rooms.schedules.list({}, trx))
        .filter(each => each.viewId === viewId)
        .map(({ id, name, owner }) => ({
          kind: 'export schedule',
          id,
          name,
          owner,
        })),
    follow: change => followView(change, rooms),
  };
}
