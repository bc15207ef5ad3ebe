export { DatabaseLegalHoldStore } from './DatabaseLegalHoldStore';
export { LegalHoldService } from './LegalHoldService';
export { RetentionRunner } from './RetentionRunner';
export type {
  LegalHoldStore,
  ReadUnexported,
  RetentionNews,
  UnexportedEvents,
} from './types';
