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
  /** The reader and the groups that they are a direct member of now. */
  claims: string[];
}

/**
 * Turns the grants that a reader holds at the time of a request into a limit
 * on events. Groups are asked of the catalog each time, so that leaving a
 * group ends what it was granted. A grant to a group reaches the members of
 * the groups within it.
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
    const claims = [ref, ...(await lookup.groupsOf(ref))].map(lowerCase);
    const reached = await this.#reachedBy(active, claims);
    const held = active.filter(grant => reached.includes(grant.grantee));
    return held.length > 0 ? filterOfGrants(held, { ref, claims }) : undefined;
  }

  /** Who holds a grant that such a reader may use. */
  async #reachedBy(active: StoredGrant[], claims: string[]): Promise<string[]> {
    const [, ...groups] = claims;
    const isAskedFor = active.some(
      ({ grantee }) =>
        grantee.startsWith('group:') && !claims.includes(grantee),
    );
    const around = isAskedFor
      ? await this.#options.lookup.groupsAround(groups)
      : [];
    return [...claims, ...around.map(lowerCase)];
  }
}

function lowerCase(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
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
