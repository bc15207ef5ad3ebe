import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OwnershipLookup } from './types';

/** More than any organisation nests; ends a walk through a broken catalog. */
const MAX_GROUPS_AROUND = 1000;

/** {@inheritDoc OwnershipLookup} */
export class CatalogOwnership implements OwnershipLookup {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  async entitiesOwnedBy(ownerRefs: string[]): Promise<string[]> {
    if (ownerRefs.length === 0) {
      return [];
    }
    const refs: string[] = [];
    const pages = this.#catalog.streamEntities(
      {
        filter: { [`relations.${RELATION_OWNED_BY}`]: ownerRefs },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      refs.push(...page.map(entity => stringifyEntityRef(entity)));
    }
    return refs;
  }

  async ownersOf(entityRef: string): Promise<string[]> {
    return this.#relatedTo(entityRef, RELATION_OWNED_BY);
  }

  async groupsOf(userRef: string): Promise<string[]> {
    return this.#relatedTo(userRef, RELATION_MEMBER_OF);
  }

  async groupsAround(groupRefs: string[]): Promise<string[]> {
    const around = new Set<string>();
    let level = groupRefs;
    // A catalog may hold circles; a group is asked about once.
    while (level.length > 0 && around.size < MAX_GROUPS_AROUND) {
      const parents = await this.#parentsOf(level);
      level = parents.filter(
        ref => !around.has(ref) && !groupRefs.includes(ref),
      );
      level.forEach(ref => around.add(ref));
    }
    return [...around];
  }

  async isKnown(entityRef: string): Promise<boolean> {
    return (await this.#entity(entityRef)) !== undefined;
  }

  async #relatedTo(entityRef: string, type: string): Promise<string[]> {
    return relatedBy(await this.#entity(entityRef), type);
  }

  async #parentsOf(groupRefs: string[]): Promise<string[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: groupRefs, fields: ['relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const parents = items.flatMap(group => relatedBy(group, RELATION_CHILD_OF));
    return [...new Set(parents)];
  }

  async #entity(entityRef: string): Promise<Entity | undefined> {
    if (!isEntityRef(entityRef)) {
      return undefined;
    }
    return this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
  }
}

function relatedBy(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

function isEntityRef(ref: string): boolean {
  try {
    parseEntityRef(ref);
    return true;
  } catch {
    return false;
  }
}
