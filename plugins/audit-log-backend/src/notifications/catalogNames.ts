import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { FindNames } from './wording';

/** Names as the catalog has them: of the profile, else the title. */
export function catalogNames(options: {
  catalog: CatalogService;
  auth: AuthService;
}): FindNames {
  const { catalog, auth } = options;
  return async refs => {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: refs,
        fields: ['metadata.title', 'metadata.name', 'spec.profile.displayName'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return new Map(
      refs.flatMap((ref, index) => {
        const entity = items[index];
        const profile = entity?.spec?.profile as
          | { displayName?: unknown }
          | undefined;
        const name = profile?.displayName ?? entity?.metadata.title;
        return typeof name === 'string' && name.trim() ? [[ref, name]] : [];
      }),
    );
  };
}
