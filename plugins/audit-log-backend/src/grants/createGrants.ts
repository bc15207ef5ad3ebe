import { AuthService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { OwnershipLookup } from '../access';
import { DatabaseGrantStore } from './DatabaseGrantStore';
import { GrantedReading } from './GrantedReading';
import { GrantService } from './GrantService';
import { GrantListener } from './types';

/** Joins what is in this room. */
export function createGrants(options: {
  knex: Knex;
  clock: () => Date;
  auth: AuthService;
  lookup: OwnershipLookup;
  grantsCount: boolean;
  onNews: GrantListener;
}) {
  const { knex, clock, auth, lookup, grantsCount, onNews } = options;
  const store = new DatabaseGrantStore({ knex });
  return {
    store,
    service: new GrantService({
      store,
      clock,
      isKnown: ref => lookup.isKnown(ref),
      grantsCount,
      onNews,
    }),
    reading: new GrantedReading({ store, auth, lookup, clock }),
  };
}
