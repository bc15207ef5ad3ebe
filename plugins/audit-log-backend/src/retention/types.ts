import { LegalHold } from 'backstage-plugin-audit-log-common';

/** Legal holds of the portal. */
export interface LegalHoldStore {
  /** Newest first. */
  list(): Promise<LegalHold[]>;
  insert(hold: LegalHold): Promise<void>;
  /** Resolves to what it was, or undefined where there is none. */
  delete(id: string): Promise<LegalHold | undefined>;
}
