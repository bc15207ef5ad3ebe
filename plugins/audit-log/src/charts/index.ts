export { GroupsPanel } from './GroupsPanel';
export { Histogram } from './Histogram';
export { readGroupState, writeGroupState } from './groupState';
