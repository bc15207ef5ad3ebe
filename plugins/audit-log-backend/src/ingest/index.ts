export { createIngest } from './createIngest';
export { createOwnSink } from './createOwnSink';
export { OwnEventSink } from './OwnEventSink';
export type { Delivery, Ingest } from './types';
