import { AuthService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { OwnershipLookup } from '../access';
import { AuditLogConfig } from '../config';
import { grantHandlers } from './grantHandlers';
import { DatabaseGrantStore } from './DatabaseGrantStore';
import { GrantEnds } from './GrantEnds';
import { GrantedReading } from './GrantedReading';
import { GrantService } from './GrantService';
import { Tick } from '../ticks';
import { GrantEndListener, GrantListener, KnownNames } from './types';

/** How often each replica looks for grants that end. */
const LOOK_INTERVAL_MS = 20_000;
const LOOK_LIMIT_MS = 60_000;

/** Joins what is in this room. */
export function createGrants(options: {
  knex: Knex;
  clock: () => Date;
  auth: AuthService;
  lookup: OwnershipLookup;
  config: Pick<AuditLogConfig, 'accessMode' | 'admins' | 'dayMs'>;
  knownNames: () => Promise<KnownNames>;
  onNews: GrantListener;
  onEnd: GrantEndListener;
}) {
  const { knex, clock, auth, lookup } = options;
  const { accessMode, admins, dayMs } = options.config;
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
  const ends = new GrantEnds({
    store,
    clock,
    dayMs,
    standingOf: ref => reading.standingOf(ref),
    onEnd: options.onEnd,
  });
  const tick: Tick = {
    name: 'Looking for grants that end',
    intervalMs: LOOK_INTERVAL_MS,
    limitMs: LOOK_LIMIT_MS,
    run: signal => ends.look(signal),
  };
  return {
    // Where a policy decides alone, nothing ends with a grant.
    ticks: grantsCount ? [tick] : [],
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
