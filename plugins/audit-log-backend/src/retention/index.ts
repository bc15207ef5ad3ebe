export { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
export { LegalHoldService } from './LegalHoldService';
export type { LegalHoldStore } from './types';
