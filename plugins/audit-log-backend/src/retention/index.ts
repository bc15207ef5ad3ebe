export { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
export { LegalHoldService } from './LegalHoldService';
export { createRetention } from './createRetention';
export type { ReadUnexported, RetentionNews, UnexportedEvents } from './types';
