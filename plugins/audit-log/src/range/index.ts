export { TimeRangePicker } from './TimeRangePicker';
export {
  defaultRange,
  isRelativeRange,
  rangeStart,
  resolveRange,
} from './timeRange';
export type { TimeRange } from './timeRange';
