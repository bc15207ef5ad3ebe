export { registerCatalogNames } from './registerCatalogNames';
