export { HeadWatch } from './HeadWatch';
export { LiveEvents } from './LiveEvents';
export type { WatchOptions } from './LiveEvents';
