export { followCatalog } from './followCatalog';
export type { CatalogChanges } from './followCatalog';
