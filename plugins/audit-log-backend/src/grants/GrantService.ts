import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  createGrantSchema,
  Grant,
  MAX_GRANTS,
  UpdateGrant,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { VersionConflictError } from '../concurrency';
import { GrantListener, GrantStore, StoredGrant } from './types';

export interface GrantServiceOptions {
  store: GrantStore;
  clock: () => Date;
  /** Whether the catalog knows the user or group. */
  isKnown: (entityRef: string) => Promise<boolean>;
  /** False where a permission policy decides alone, so that grants are void. */
  grantsCount: boolean;
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

  /**
   * Lets a user or a group read.
   *
   * @throws InputError where the catalog doesn't know them, or the end is past.
   * @throws ConflictError where grants don't count, or there are too many.
   */
  async create(options: {
    grant: z.output<typeof createGrantSchema>;
    by: string;
  }): Promise<Grant> {
    const { store, clock, isKnown, grantsCount, onNews } = this.#options;
    if (!grantsCount) {
      throw new ConflictError(
        "Configuration key 'auditLog.access.mode' is 'policy', so grants have no effect: expected 'admins'",
      );
    }
    const grantee = stringifyEntityRef(parseEntityRef(options.grant.grantee));
    this.#refusePast(options.grant.expiresAt);
    if (!(await isKnown(grantee))) {
      throw new InputError(
        `Body field 'grantee' is '${grantee}': expected a user or group that the catalog knows`,
      );
    }
    if ((await store.list()).length >= MAX_GRANTS) {
      throw new ConflictError(
        `There are ${MAX_GRANTS} grants: revoke some before you give more`,
      );
    }
    const grant: StoredGrant = {
      ...options.grant,
      grantee,
      reason: options.grant.reason || null,
      id: uuidv7(),
      createdAt: clock().toISOString(),
      createdBy: options.by,
      version: 1,
    };
    await store.insert(grant);
    onNews?.({ kind: 'given', ...grant });
    return this.#describe(grant);
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
  }): Promise<{ before: Grant; after: Grant }> {
    const { id, change, version } = options;
    const { store, onNews } = this.#options;
    this.#refusePast(change.expiresAt ?? null);
    const before = await this.#find(id);
    const after = { ...before, ...change, version: version + 1 };
    if (before.version !== version || !(await store.replace(version, after))) {
      throw new VersionConflictError({
        what: 'the grant',
        expected: version,
        present: (await this.#find(id)).version,
      });
    }
    onNews?.({ kind: 'changed', ...after });
    return { before: this.#describe(before), after: this.#describe(after) };
  }

  /** Resolves to what it was. */
  async revoke(id: string): Promise<Grant> {
    const grant = await this.#find(id);
    if (!(await this.#options.store.delete(id))) {
      throw noSuchGrant(id);
    }
    this.#options.onNews?.({ kind: 'revoked', ...grant });
    return this.#describe(grant);
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

function noSuchGrant(id: string): NotFoundError {
  return new NotFoundError(`There is no grant '${id}'`);
}
