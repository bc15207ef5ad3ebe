export { OpenSearches } from './OpenSearches';
