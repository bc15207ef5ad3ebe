export { createIngest } from './createIngest';
export type { Delivery, Ingest } from './types';
