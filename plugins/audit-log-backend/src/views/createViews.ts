import { Knex } from 'knex';
import { AccessPolicy } from '../access';
import { DatabaseViewStore } from './DatabaseViewStore';
import { ViewListener, ViewUsers } from './types';
import { viewHandlers } from './viewHandlers';
import { ViewService } from './ViewService';

/** Joins what is in this room. */
export function createViews(options: {
  knex: Knex;
  access: AccessPolicy;
  clock: () => Date;
  users: ViewUsers;
  onNews?: ViewListener;
}) {
  const { knex, access, clock, users, onNews } = options;
  const store = new DatabaseViewStore({ knex });
  return {
    handlers: viewHandlers({
      views: new ViewService({ store, clock, users, onNews }),
      access,
    }),
    nameOf: { view: async (id: string) => (await store.get(id))?.name },
    dependents: async () => ({
      views: (await store.list()).map(({ id, name, owner }) => ({
        id,
        name,
        owner,
      })),
    }),
  };
}
