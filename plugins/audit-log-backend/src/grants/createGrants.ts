import { AuthService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { OwnershipLookup } from '../access';
import { DatabaseGrantStore } from './DatabaseGrantStore';
import { GrantedReading } from './GrantedReading';
import { GrantService } from './GrantService';
import { GrantListener, KnownNames } from './types';

/** Joins what is in this room. */
export function createGrants(options: {
  knex: Knex;
  clock: () => Date;
  auth: AuthService;
  lookup: OwnershipLookup;
  grantsCount: boolean;
  /** Refs of users and groups, in lower case. */
  admins: string[];
  knownNames: () => Promise<KnownNames>;
  onNews: GrantListener;
}) {
  const { knex, clock, auth, lookup, admins } = options;
  const store = new DatabaseGrantStore({ knex });
  const reading = new GrantedReading({ store, auth, lookup, admins, clock });
  return {
    store,
    service: new GrantService({
      ...options,
      store,
      isKnown: ref => lookup.isKnown(ref),
      standingOf: ref => reading.standingOf(ref),
    }),
    reading,
  };
}
