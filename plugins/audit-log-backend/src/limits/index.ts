export { CallerLimits } from './CallerLimits';
export { TooManyAtOnceError } from './TooManyAtOnceError';
