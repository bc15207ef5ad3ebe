import { RootInstanceMetadataService } from '@backstage/backend-plugin-api';
import { builtInCategories } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { DatabaseSeenTypes } from './DatabaseSeenTypes';

/**
 * Names of categories and plugins that events have here: those that ship, are
 * configured or installed, or were recorded, also by other backends.
 */
export function createKnownNames(options: {
  knex: Knex;
  instance: RootInstanceMetadataService;
  /** Those of the configuration. */
  categories: string[];
}): () => Promise<{ categories: string[]; plugins: string[] }> {
  const seenTypes = new DatabaseSeenTypes({ knex: options.knex });
  return async () => {
    const [{ types }, installed] = await Promise.all([
      seenTypes.read(),
      options.instance.getInstalledPlugins(),
    ]);
    return {
      categories: [
        ...new Set([
          ...builtInCategories,
          ...options.categories,
          ...types.map(({ category }) => category),
        ]),
      ],
      plugins: [
        ...new Set([
          ...installed.map(({ pluginId }) => pluginId),
          ...types.map(({ plugin }) => plugin),
        ]),
      ],
    };
  };
}
