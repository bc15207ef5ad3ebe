export { createRetention } from './createRetention';
export type { ReadUnexported, RetentionNews, UnexportedEvents } from './types';
