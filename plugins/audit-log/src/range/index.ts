export { TimeRangePicker } from './TimeRangePicker';
export { defaultRange, isRelativeRange, resolveRange } from './timeRange';
export type { TimeRange } from './timeRange';
