export { createRetention } from './createRetention';
export type { LegalHoldService } from './LegalHoldService';
export type { RetentionPreviewer } from './RetentionPreviewer';
export type { ReadUnexported, RetentionNews, UnexportedEvents } from './types';
