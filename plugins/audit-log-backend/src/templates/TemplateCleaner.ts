import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { secretParameterNames, withoutValuesOf } from './secretParameters';

/** Templates change rarely, and runs of one come in bursts. */
const REMEMBERED_MS = 60_000;
const MOST_TEMPLATES = 1000;
const PATIENCE_MS = 3_000;

interface Remembered {
  names: Promise<ReadonlySet<string>>;
  until: number;
}

/**
 * Takes out of the scaffolder's events the parameters that their template
 * marks as secret. Where the template can't be read, all of them.
 */
export class TemplateCleaner {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  async clean(meta: JsonObject): Promise<JsonObject> {
    const { taskParameters, templateRef, body } = meta;
    return {
      ...meta,
      ...(isObject(taskParameters) && {
        taskParameters: await this.#cleanValues(taskParameters, () =>
          this.#namesOf(templateRef),
        ),
      }),
      // What HTTP capture saw of a request to run a template, or to try one.
      ...(isObject(body) &&
        isObject(body.values) && {
          body: {
            ...body,
            values: await this.#cleanValues(body.values, async () =>
              isObject(body.template)
                ? namesIn(body.template)
                : this.#namesOf(body.templateRef),
            ),
          },
        }),
    };
  }

  async #cleanValues(
    values: JsonObject,
    findNames: () => Promise<ReadonlySet<string>>,
  ): Promise<JsonValue> {
    try {
      return withoutValuesOf(await findNames(), values);
    } catch {
      return '[redacted]';
    }
  }

  async #namesOf(
    templateRef: JsonValue | undefined,
  ): Promise<ReadonlySet<string>> {
    if (typeof templateRef !== 'string') {
      throw new Error('The run names no template');
    }
    const known = this.#remembered.get(templateRef);
    if (known && known.until > Date.now()) {
      return known.names;
    }
    if (this.#remembered.size >= MOST_TEMPLATES) {
      this.#remembered.clear();
    }
    const names = this.#read(templateRef);
    this.#remembered.set(templateRef, {
      names,
      until: Date.now() + REMEMBERED_MS,
    });
    names.catch(() => this.#remembered.delete(templateRef));
    return names;
  }

  async #read(templateRef: string): Promise<ReadonlySet<string>> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const template = await withDeadline(
      this.#catalog.getEntityByRef(templateRef, { credentials }),
    );
    if (!template) {
      throw new Error(`There is no template '${templateRef}'`);
    }
    return secretParameterNames(template.spec?.parameters);
  }
}

/** Of a template that is tried before it is registered. */
function namesIn(template: JsonObject): ReadonlySet<string> {
  return secretParameterNames(
    isObject(template.spec) ? template.spec.parameters : undefined,
  );
}

/** A catalog that doesn't answer must not hold up the run. */
async function withDeadline<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('The catalog did not answer in time')),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
