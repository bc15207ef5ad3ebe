import { Grant, GrantLimits } from 'backstage-plugin-audit-log-common';

/** A grant as it is stored; whether it holds depends on the time. */
export type StoredGrant = Omit<Grant, 'isActive'>;

/** All grants of the portal. */
export interface GrantStore {
  /** Newest first. */
  list(): Promise<StoredGrant[]>;
  get(id: string): Promise<StoredGrant | undefined>;
  /** Those that hold at this instant, ISO 8601 in UTC. */
  listActive(now: string): Promise<StoredGrant[]>;
  insert(grant: StoredGrant): Promise<void>;
  /** Resolves to false where `expected` isn't the stored version. */
  replace(expected: number, grant: StoredGrant): Promise<boolean>;
  /** Resolves to false where it is gone already. */
  delete(id: string): Promise<boolean>;
}

/** Something that the holder of a grant should hear of. */
export type GrantNews = {
  kind: 'given' | 'changed' | 'revoked';
  grantee: string;
  limits: GrantLimits;
  expiresAt: string | null;
};

/** Hears of changes to grants. */
export type GrantListener = (news: GrantNews) => void;
