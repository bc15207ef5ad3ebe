import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { MetaCleaners } from 'backstage-plugin-audit-log-node';
import { CatalogNames } from './CatalogNames';

/** Has what is deleted from the catalog named while it is there. */
export function registerCatalogNames(options: {
  auth: AuthService;
  catalog: CatalogService;
  metaCleaners: MetaCleaners;
}): void {
  const names = new CatalogNames(options);
  options.metaCleaners.register('catalog', meta => names.complete(meta));
}
