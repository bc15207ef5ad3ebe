import { JsonObject } from '@backstage/types';
import { REDACTED } from '../redaction';

/**
 * Takes out of an event's `meta` what only its plugin can tell is secret, for
 * instance parameters that a template marks, and may add what can be told only
 * while an operation begins, such as the name of what it deletes. Must not
 * change its argument. Where it rejects, nothing of the `meta` is kept.
 *
 * @public
 */
export type MetaCleaner = (meta: JsonObject) => Promise<JsonObject>;

/**
 * The cleaners of this process, one for each plugin that needs one. They come
 * before the redaction of what is known to be secret anywhere.
 *
 * @public
 */
export class MetaCleaners {
  readonly #cleaners = new Map<string, MetaCleaner>([
    ['scaffolder', withoutParameters],
  ]);

  register(pluginId: string, cleaner: MetaCleaner): void {
    this.#cleaners.set(pluginId, cleaner);
  }

  /** The meta as it may be seen; itself where nothing has to be cleaned. */
  async clean(
    pluginId: string,
    meta: JsonObject | undefined,
  ): Promise<JsonObject | undefined> {
    const cleaner = meta && this.#cleaners.get(pluginId);
    if (!cleaner) {
      return meta;
    }
    try {
      return await cleaner(meta);
    } catch {
      return { '[left out]': 'It could not be told what of it is secret' };
    }
  }
}

/**
 * Parameters of templates may be secret, and only the template tells which.
 * Until somebody registers who can read templates, none is kept.
 */
async function withoutParameters(meta: JsonObject): Promise<JsonObject> {
  return {
    ...meta,
    ...(meta.taskParameters !== undefined && { taskParameters: REDACTED }),
    ...(meta.body !== undefined && { body: REDACTED }),
  };
}
