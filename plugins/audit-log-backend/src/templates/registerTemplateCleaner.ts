import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { MetaCleaners } from 'backstage-plugin-audit-log-node';
import { TemplateCleaner } from './TemplateCleaner';

/** Has secret parameters taken out of what the scaffolder audits. */
export function registerTemplateCleaner(options: {
  auth: AuthService;
  catalog: CatalogService;
  metaCleaners: MetaCleaners;
}): void {
  const templates = new TemplateCleaner(options);
  options.metaCleaners.register('scaffolder', meta => templates.clean(meta));
}
