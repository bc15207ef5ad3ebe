export { createIngest } from './createIngest';
export { createOwnSink } from './createOwnSink';
export { CLOCKS_TOLERATED_MS } from './switches';
export { OwnEventSink } from './OwnEventSink';
export type { Delivery, Ingest } from './types';
