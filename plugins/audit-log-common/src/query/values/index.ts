export { ipAddressKey, parseAddressSpan } from './addresses';
export { parseDurationSpan } from './durations';
export { parseMetaNumber, parseSequenceSpan, parseStatusSpan } from './numbers';
export type { ValueSpan } from './spans';
export { parseTimeSpan } from './times';
