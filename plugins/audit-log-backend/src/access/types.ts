import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuditEvent,
  Me,
  ReadingLimits,
  RouteAccess,
} from 'backstage-plugin-audit-log-common';
import { EventPredicate } from '../store';

/**
 * Whether a caller may use a route. `where` limits which events they see: all
 * of its predicates must hold; it is empty where they see every event.
 */
export type AccessDecision =
  | { allowed: true; where: EventPredicate[] }
  | { allowed: false; reason: string };

/** What a caller may do. */
export type Permitted = Omit<Me, 'logging'>;

/** Decides who may do what. */
export interface AccessPolicy {
  decide(
    access: RouteAccess,
    credentials: BackstageCredentials,
  ): Promise<AccessDecision>;
  describe(credentials: BackstageCredentials): Promise<Permitted>;
}

/** Who owns what and belongs where, according to the catalog, now. */
export interface OwnershipLookup {
  /** Refs of the groups that a user is a direct member of. */
  groupsOf(userRef: string): Promise<string[]>;
  /** Refs of the groups that these groups are within, at any depth. */
  groupsAround(groupRefs: string[]): Promise<string[]>;
  /** Refs of the entities that any of these users or groups owns. */
  entitiesOwnedBy(ownerRefs: string[]): Promise<string[]>;
  /** Refs of the owners of an entity; empty where there is no such entity. */
  ownersOf(entityRef: string): Promise<string[]>;
  /** Whether there is such an entity. */
  isKnown(entityRef: string): Promise<boolean>;
}

/**
 * A limit on events that may need the catalog before it can be put into a
 * query.
 */
export type EventFilter = (lookup: OwnershipLookup) => Promise<EventPredicate>;

/** An event with what rules need to know about it and it doesn't hold itself. */
export interface EventResource {
  event: AuditEvent;
  /** Owners of the target, where it is an entity. */
  targetOwners: string[];
}

/** Where the access policy learns what an Admin granted to a reader. */
export interface GrantSource {
  /**
   * What a user may read beyond the Admins; undefined where nothing was
   * granted to them, or all of it has expired.
   */
  filterFor(
    credentials: BackstageCredentials,
  ): Promise<EventFilter | undefined>;
  /** The grants by which they read, as far as they hold. */
  limitsFor(
    credentials: BackstageCredentials,
  ): Promise<ReadingLimits['grants']>;
}
