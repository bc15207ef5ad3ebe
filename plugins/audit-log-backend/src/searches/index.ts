export { OpenSearches, SEARCH_MS, VISIT_MS } from './OpenSearches';
