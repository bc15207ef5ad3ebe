export { followCatalog } from './followCatalog';
