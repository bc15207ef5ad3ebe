export { createRetention } from './createRetention';
export type { LegalHoldService } from './LegalHoldService';
export type { ReadUnexported, RetentionNews, UnexportedEvents } from './types';
