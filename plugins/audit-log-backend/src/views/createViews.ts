import { Knex } from 'knex';
import { DatabaseViewStore } from './DatabaseViewStore';
import { ViewUsers } from './types';
import { ViewService } from './ViewService';

/** Joins what is in this room. */
export function createViews(options: {
  knex: Knex;
  clock: () => Date;
  users: ViewUsers;
}) {
  const { knex, clock, users } = options;
  const store = new DatabaseViewStore({ knex });
  return { store, service: new ViewService({ store, clock, users }) };
}
