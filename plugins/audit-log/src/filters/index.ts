export { FacetsPanel } from './FacetsPanel';
export { FilterBar } from './FilterBar';
export { QueryField } from './QueryField';
