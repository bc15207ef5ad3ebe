import { AuthService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { OwnershipLookup } from '../access';
import { AuditLogConfig } from '../config';
import { grantHandlers } from './grantHandlers';
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
  config: Pick<AuditLogConfig, 'accessMode' | 'admins'>;
  knownNames: () => Promise<KnownNames>;
  onNews: GrantListener;
}) {
  const { knex, clock, auth, lookup } = options;
  const { accessMode, admins } = options.config;
  const grantsCount = accessMode === 'admins';
  const store = new DatabaseGrantStore({ knex });
  const reading = new GrantedReading({ store, auth, lookup, admins, clock });
  const service = new GrantService({
    ...options,
    grantsCount,
    store,
    isKnown: ref => lookup.isKnown(ref),
    standingOf: ref => reading.standingOf(ref),
  });
  return {
    service,
    reading,
    handlers: grantHandlers({ grants: service }),
    nameOf: {
      grant: async (id: string) => (await store.get(id))?.grantee,
    },
    dependents: async () => ({
      grants: (await store.list()).map(({ id, grantee, createdBy }) => ({
        id,
        grantee,
        owner: createdBy,
      })),
    }),
  };
}
