import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { within } from '../ticks';

/** The catalog's own request waits for this. */
const PATIENCE_MS = 2_000;

const NAME_FIELDS = ['kind', 'metadata.namespace', 'metadata.name'];

/**
 * Adds to the catalog's events what the thing is called that somebody wants
 * deleted: the catalog tells an id alone, which nobody knows any more
 * afterwards. The event begins before the deletion does.
 */
export class CatalogNames {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** Never rejects: without a name, the id has to do. */
  async complete(meta: JsonObject): Promise<JsonObject> {
    const { actionType, id, uid } = meta;
    if (actionType !== 'delete') {
      return meta;
    }
    try {
      const found = await within(this.#find(id, uid), {
        limitMs: PATIENCE_MS,
        onLimit: '',
      });
      // What the plugin tells itself counts.
      return { ...found, ...meta };
    } catch {
      return meta;
    }
  }

  async #find(
    id: JsonValue | undefined,
    uid: JsonValue | undefined,
  ): Promise<JsonObject | undefined> {
    if (typeof id === 'string') {
      return this.#location(id);
    }
    return typeof uid === 'string' ? this.#entity(uid) : undefined;
  }

  async #location(id: string): Promise<JsonObject | undefined> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const found = await this.#catalog.getLocationById(id, { credentials });
    return found && { location: { ...found } };
  }

  async #entity(uid: string): Promise<JsonObject | undefined> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.queryEntities(
      { filter: { 'metadata.uid': uid }, fields: NAME_FIELDS, limit: 1 },
      { credentials },
    );
    return items.length === 1
      ? { entityRef: stringifyEntityRef(items[0]) }
      : undefined;
  }
}
