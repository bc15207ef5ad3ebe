export { createIngest } from './createIngest';
export { OwnEventSink } from './OwnEventSink';
export type { Delivery, Ingest } from './types';
