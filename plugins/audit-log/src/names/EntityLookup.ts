import {
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** What the catalog adds to a reference. */
export interface LookedUpEntity {
  /** Of a person: what they are called. */
  displayName?: string;
  /** Of a person: the address of a picture. */
  picture?: string;
  /** Entity refs of the groups that a person is in, or that own the entity. */
  groups: string[];
}

const MOST_AT_ONCE = 100;
/** Those that one frame asks for are asked for together. */
const COLLECT_MS = 20;
const KEPT_MS = 5 * 60_000;

interface Known {
  at: number;
  entity: LookedUpEntity | undefined;
}

/**
 * Looks entities up in the catalog, many with one request, and remembers them
 * for five minutes. One that can't be had is undefined: nothing depends on it.
 */
export class EntityLookup {
  readonly #catalog: Pick<CatalogApi, 'getEntitiesByRefs'>;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #asked = new Map<string, Promise<LookedUpEntity | undefined>>();
  #batch: { refs: string[]; answer: Promise<Map<string, Entity>> } | undefined;

  constructor(
    catalog: Pick<CatalogApi, 'getEntitiesByRefs'>,
    options: { now?: () => number } = {},
  ) {
    this.#catalog = catalog;
    this.#now = options.now ?? Date.now;
  }

  /** What is known of an entity already; null where nothing was asked. */
  peek(ref: string): LookedUpEntity | undefined | null {
    const known = this.#known.get(ref);
    return known && this.#now() - known.at < KEPT_MS ? known.entity : null;
  }

  /** Never rejects. */
  get(ref: string): Promise<LookedUpEntity | undefined> {
    const known = this.peek(ref);
    if (known !== null) {
      return Promise.resolve(known);
    }
    const asked =
      this.#asked.get(ref) ??
      this.#read(ref).then(entity => {
        this.#known.set(ref, { at: this.#now(), entity });
        this.#asked.delete(ref);
        return entity;
      });
    this.#asked.set(ref, asked);
    return asked;
  }

  async #read(ref: string): Promise<LookedUpEntity | undefined> {
    try {
      const key = stringifyEntityRef(parseEntityRef(ref));
      if (!this.#batch || this.#batch.refs.length >= MOST_AT_ONCE) {
        const refs: string[] = [];
        this.#batch = { refs, answer: this.#readBatch(refs) };
      }
      this.#batch.refs.push(key);
      const entity = (await this.#batch.answer).get(key);
      return entity && describe(entity);
    } catch {
      return undefined;
    }
  }

  async #readBatch(refs: string[]): Promise<Map<string, Entity>> {
    await new Promise(resolve => setTimeout(resolve, COLLECT_MS));
    if (this.#batch?.refs === refs) {
      this.#batch = undefined;
    }
    const { items } = await this.#catalog.getEntitiesByRefs({
      entityRefs: refs,
      fields: ['kind', 'metadata', 'spec.profile', 'relations'],
    });
    return new Map(
      items.flatMap(item => (item ? [[stringifyEntityRef(item), item]] : [])),
    );
  }
}

function describe(entity: Entity): LookedUpEntity {
  const { picture, displayName } = (entity.spec?.profile ?? {}) as {
    picture?: unknown;
    displayName?: unknown;
  };
  const relation =
    entity.kind.toLocaleLowerCase('en-US') === 'user'
      ? RELATION_MEMBER_OF
      : RELATION_OWNED_BY;
  return {
    displayName: textOf(displayName) ?? entity.metadata.title,
    picture: textOf(picture),
    groups: (entity.relations ?? [])
      .filter(({ type }) => type === relation)
      .map(({ targetRef }) => targetRef),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
