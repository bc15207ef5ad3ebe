import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  createGrantSchema,
  GivenGrant,
  Grant,
  GrantLimits,
  MAX_GRANTS,
  UpdateGrant,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { VersionConflictError } from '../concurrency';
import { grantWarnings } from './grantWarnings';
import {
  GrantListener,
  GrantNews,
  GrantStanding,
  GrantStore,
  KnownNames,
  StoredGrant,
} from './types';

type NewGrant = z.output<typeof createGrantSchema>;

export interface GrantServiceOptions {
  store: GrantStore;
  clock: () => Date;
  /** Whether the catalog knows the user or group. */
  isKnown: (entityRef: string) => Promise<boolean>;
  /** False where a permission policy decides alone, so that grants are void. */
  grantsCount: boolean;
  /** What can be granted. */
  knownNames: () => Promise<KnownNames>;
  /** What somebody may read already. */
  standingOf: (grantee: string) => Promise<GrantStanding>;
  onNews?: GrantListener;
}

/** The verbs of grants: give, change, revoke. */
export class GrantService {
  readonly #options: GrantServiceOptions;

  constructor(options: GrantServiceOptions) {
    this.#options = options;
  }

  async list(): Promise<Grant[]> {
    const grants = await this.#options.store.list();
    return grants.map(grant => this.#describe(grant));
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Grant> {
    return this.#describe(await this.#find(id));
  }

  /** What giving this grant would warn of; refuses what can't be given. */
  async preview(grant: NewGrant): Promise<{ warnings: string[] }> {
    const { warnings } = await this.#check(grant);
    return { warnings };
  }

  /**
   * Lets a user or a group read. Where a grant gives the same until the same
   * end already, that is the answer.
   *
   * @throws InputError where the catalog doesn't know them, a category doesn't
   * exist, or the end is past.
   * @throws ConflictError where grants don't count, or there are too many.
   */
  async create(options: { grant: NewGrant; by: string }): Promise<GivenGrant> {
    const { store, clock } = this.#options;
    const { by } = options;
    const { grantee, warnings } = await this.#check(options.grant);
    const grant: StoredGrant = {
      ...options.grant,
      grantee,
      reason: options.grant.reason || null,
      id: uuidv7(),
      createdAt: clock().toISOString(),
      createdBy: by,
      version: 1,
    };
    const given = await store.insert(grant, others => sameAs(grant, others));
    if (given === grant) {
      this.#tell({ kind: 'given', grant, by });
    }
    return { ...this.#describe(given), warnings };
  }

  /**
   * Resolves to what was and what is.
   *
   * @throws VersionConflictError where `version` isn't the present one.
   */
  async update(options: {
    id: string;
    change: UpdateGrant;
    version: number;
    by: string;
  }): Promise<{ before: Grant; after: Grant }> {
    const { id, change, version, by } = options;
    const { store } = this.#options;
    this.#refusePast(change.expiresAt ?? null);
    const before = await this.#find(id);
    await this.#refuseUnknown(change.limits, before.limits.categories);
    const after = { ...before, ...change, version: version + 1 };
    if (before.version !== version || !(await store.replace(version, after))) {
      throw new VersionConflictError({
        what: 'the grant',
        expected: version,
        present: (await this.#find(id)).version,
      });
    }
    this.#tell({ kind: 'changed', grant: after, by });
    return { before: this.#describe(before), after: this.#describe(after) };
  }

  /** Resolves to what it was. */
  async revoke(options: { id: string; by: string }): Promise<Grant> {
    const { id, by } = options;
    const grant = await this.#find(id);
    if (!(await this.#options.store.delete(id))) {
      throw noSuchGrant(id);
    }
    this.#tell({ kind: 'revoked', grant, by });
    return this.#describe(grant);
  }

  #tell(news: GrantNews): void {
    const { onNews, standingOf, grantsCount } = this.#options;
    onNews?.(news, async () =>
      grantsCount ? standingOf(news.grant.grantee) : undefined,
    );
  }

  async #check(
    grant: NewGrant,
  ): Promise<{ grantee: string; warnings: string[] }> {
    const { isKnown, grantsCount, standingOf, knownNames } = this.#options;
    if (!grantsCount) {
      throw new ConflictError(
        "Configuration key 'auditLog.access.mode' is 'policy', so grants have no effect: expected 'admins'",
      );
    }
    const grantee = stringifyEntityRef(parseEntityRef(grant.grantee));
    this.#refusePast(grant.expiresAt);
    await this.#refuseUnknown(grant.limits);
    if (!(await isKnown(grantee))) {
      throw new InputError(
        `Body field 'grantee' is '${grantee}': expected a user or group that the catalog knows`,
      );
    }
    return {
      grantee,
      warnings: grantWarnings({
        grant: { ...grant, grantee },
        standing: await standingOf(grantee),
        known: await knownNames(),
      }),
    };
  }

  /** `present`: categories that stay, also where there are none of them now. */
  async #refuseUnknown(
    limits: GrantLimits | undefined,
    present: string[] = [],
  ): Promise<void> {
    const added = (limits?.categories ?? []).filter(
      category => !present.includes(category),
    );
    if (added.length === 0) {
      return;
    }
    const { categories } = await this.#options.knownNames();
    const unknown = added.find(category => !categories.includes(category));
    if (unknown) {
      throw new InputError(
        `Body field 'limits.categories' has '${unknown}': expected categories that exist, which are ${categories.join(
          ', ',
        )}`,
      );
    }
  }

  async #find(id: string): Promise<StoredGrant> {
    const grant = await this.#options.store.get(id);
    if (!grant) {
      throw noSuchGrant(id);
    }
    return grant;
  }

  #refusePast(expiresAt: string | null): void {
    if (expiresAt && expiresAt <= this.#options.clock().toISOString()) {
      throw new InputError(
        `Body field 'expiresAt' is '${expiresAt}': expected a time in the future`,
      );
    }
  }

  #describe(grant: StoredGrant): Grant {
    const now = this.#options.clock().toISOString();
    return {
      ...grant,
      isActive: grant.expiresAt === null || grant.expiresAt > now,
    };
  }
}

/**
 * The one among others that gives the same until the same end.
 *
 * @throws ConflictError where there are too many for another one.
 */
function sameAs(
  grant: StoredGrant,
  others: StoredGrant[],
): StoredGrant | undefined {
  const same = others.find(other => sameness(other) === sameness(grant));
  if (!same && others.length >= MAX_GRANTS) {
    throw new ConflictError(
      `There are ${MAX_GRANTS} grants: revoke some before you give more`,
    );
  }
  return same;
}

/** The same text for grants that give the same, until the same end. */
function sameness({ grantee, limits, expiresAt }: StoredGrant): string {
  const parts = Object.entries(limits)
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value].sort() : value,
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return JSON.stringify([grantee, parts, expiresAt]);
}

function noSuchGrant(id: string): NotFoundError {
  return new NotFoundError(`There is no grant '${id}'`);
}
