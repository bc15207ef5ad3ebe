export { FilterBar } from './FilterBar';
export { QueryField } from './QueryField';
