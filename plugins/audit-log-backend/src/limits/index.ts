export { CallerLimits } from './CallerLimits';
export { TooManyAtOnceError } from './TooManyAtOnceError';
export { presentReading, readAs } from './Reading';
export type { Reading } from './Reading';
export { ReadPlaces } from './ReadPlaces';
