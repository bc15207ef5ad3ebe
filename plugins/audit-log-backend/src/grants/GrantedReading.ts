import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { GrantLimits } from 'backstage-plugin-audit-log-common';
import {
  allOf,
  anyOf,
  columnIn,
  EventFilter,
  GrantSource,
  OwnershipLookup,
} from '../access';
import { GrantStore, StoredGrant } from './types';

interface Reader {
  ref: string;
  /** The reader and the groups that they belong to now. */
  claims: string[];
}

/**
 * Turns the grants that a reader holds at the time of a request into a limit
 * on events. Groups are asked of the catalog each time, so that leaving a
 * group ends what it was granted.
 */
export class GrantedReading implements GrantSource {
  readonly #options: {
    store: GrantStore;
    auth: AuthService;
    lookup: OwnershipLookup;
    clock: () => Date;
  };

  constructor(options: {
    store: GrantStore;
    auth: AuthService;
    lookup: OwnershipLookup;
    clock: () => Date;
  }) {
    this.#options = options;
  }

  async filterFor(
    credentials: BackstageCredentials,
  ): Promise<EventFilter | undefined> {
    const { store, auth, lookup, clock } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) {
      return undefined;
    }
    const active = await store.listActive(clock().toISOString());
    if (active.length === 0) {
      return undefined;
    }
    const ref = credentials.principal.userEntityRef;
    const claims = [ref, ...(await lookup.groupsOf(ref))].map(claim =>
      claim.toLocaleLowerCase('en-US'),
    );
    const held = active.filter(grant => claims.includes(grant.grantee));
    return held.length > 0 ? filterOfGrants(held, { ref, claims }) : undefined;
  }
}

function filterOfGrants(grants: StoredGrant[], reader: Reader): EventFilter {
  return async lookup =>
    anyOf(
      await Promise.all(
        grants.map(({ limits }) => filterOfLimits(limits, reader)(lookup)),
      ),
    );
}

function filterOfLimits(limits: GrantLimits, reader: Reader): EventFilter {
  return async lookup =>
    allOf([
      ...(limits.categories ? [columnIn('e.category', limits.categories)] : []),
      ...(limits.plugins ? [columnIn('e.plugin', limits.plugins)] : []),
      ...(limits.ownEvents ? [columnIn('e.actor_user', [reader.ref])] : []),
      ...(limits.ownedEntities
        ? [
            columnIn(
              'e.target_ref',
              await lookup.entitiesOwnedBy(reader.claims),
            ),
          ]
        : []),
    ]);
}
