import { Grant } from 'backstage-plugin-audit-log-common';

/** A grant as it is stored; whether it holds depends on the time. */
export type StoredGrant = Omit<Grant, 'isActive'>;

/** All grants of the portal. */
export interface GrantStore {
  /** Newest first. */
  list(): Promise<StoredGrant[]>;
  get(id: string): Promise<StoredGrant | undefined>;
  /** Those that hold at this instant, ISO 8601 in UTC. */
  listActive(now: string): Promise<StoredGrant[]>;
  /**
   * Adds a grant unless `choose` finds that one of the others is the same, or
   * throws; resolves to the one that is there then.
   */
  insert(
    grant: StoredGrant,
    choose?: (others: StoredGrant[]) => StoredGrant | undefined,
  ): Promise<StoredGrant>;
  /** Resolves to false where `expected` isn't the stored version. */
  replace(expected: number, grant: StoredGrant): Promise<boolean>;
  /** Resolves to false where it is gone already. */
  delete(id: string): Promise<boolean>;
}

/** Something that the holder of a grant should hear of. */
export type GrantNews = {
  kind: 'given' | 'changed' | 'revoked';
  /** What it is, or was before it was revoked. */
  grant: StoredGrant;
  /** Ref of the Admin who did it. */
  by: string;
};

/** A grant that ends soon, or has ended by itself. */
export interface GrantEnd {
  kind: 'ending' | 'ended';
  /** Has an end. */
  grant: StoredGrant;
}

/** Hears of grants that end. `standing` finds out what the grantee may read. */
export type GrantEndListener = (
  end: GrantEnd,
  standing: () => Promise<GrantStanding>,
) => Promise<void>;

/** What somebody may read now, for whatever reason. */
export interface GrantStanding {
  isAdmin: boolean;
  /** Grants that reach them and hold. */
  held: StoredGrant[];
}

/** Names that limits can be made of. */
export interface KnownNames {
  categories: string[];
  plugins: string[];
}

/**
 * Hears of changes to grants. `standing` finds out what the grantee may read
 * after it, undefined where a permission policy decides alone.
 */
export type GrantListener = (
  news: GrantNews,
  standing: () => Promise<GrantStanding | undefined>,
) => void;
