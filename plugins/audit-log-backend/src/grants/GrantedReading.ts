import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { GrantLimits, ReadingLimits } from 'backstage-plugin-audit-log-common';
import {
  allOf,
  anyOf,
  columnIn,
  EventFilter,
  GrantSource,
  OwnershipLookup,
} from '../access';
import { GrantStanding, GrantStore, StoredGrant } from './types';

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
    admins: string[];
    clock: () => Date;
  };

  constructor(options: {
    store: GrantStore;
    auth: AuthService;
    lookup: OwnershipLookup;
    /** Refs of users and groups, in lower case. */
    admins: string[];
    clock: () => Date;
  }) {
    this.#options = options;
  }

  async filterFor(
    credentials: BackstageCredentials,
  ): Promise<EventFilter | undefined> {
    const { auth } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) {
      return undefined;
    }
    const active = await this.#listActive();
    if (active.length === 0) {
      return undefined;
    }
    const ref = credentials.principal.userEntityRef;
    const claims = await this.#claimsOf(ref);
    const held = await this.#heldBy(active, claims);
    return held.length > 0 ? filterOfGrants(held, { ref, claims }) : undefined;
  }

  async limitsFor(
    credentials: BackstageCredentials,
  ): Promise<ReadingLimits['grants']> {
    const { auth } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) {
      return [];
    }
    const { held } = await this.standingOf(credentials.principal.userEntityRef);
    return held.map(({ limits, expiresAt }) => ({ limits, expiresAt }));
  }

  /** What a user, or every member of a group, may read now. */
  async standingOf(grantee: string): Promise<GrantStanding> {
    const claims = await this.#claimsOf(grantee);
    return {
      isAdmin: claims.some(claim => this.#options.admins.includes(claim)),
      held: await this.#heldBy(await this.#listActive(), claims),
    };
  }

  #listActive(): Promise<StoredGrant[]> {
    const { store, clock } = this.#options;
    return store.listActive(clock().toISOString());
  }

  async #claimsOf(ref: string): Promise<string[]> {
    const groups = lowerCase(ref).startsWith('group:')
      ? []
      : await this.#options.lookup.groupsOf(ref);
    return [ref, ...groups].map(lowerCase);
  }

  async #heldBy(
    active: StoredGrant[],
    claims: string[],
  ): Promise<StoredGrant[]> {
    const groups = claims.filter(claim => claim.startsWith('group:'));
    const isAskedFor = active.some(
      ({ grantee }) =>
        grantee.startsWith('group:') && !claims.includes(grantee),
    );
    const around = isAskedFor
      ? await this.#options.lookup.groupsAround(groups)
      : [];
    const reached = [...claims, ...around.map(lowerCase)];
    return active.filter(({ grantee }) => reached.includes(grantee));
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
