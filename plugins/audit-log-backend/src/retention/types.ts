import { LegalHold } from 'backstage-plugin-audit-log-common';
import { EventPredicate } from '../store';

/** Days before unexported events would go, on which Admins are told. */
export const UNEXPORTED_NOTICE_DAYS = 2;

/** Legal holds of the portal. */
export interface LegalHoldStore {
  /** Newest first. */
  list(): Promise<LegalHold[]>;
  /** `refuse` throws where there are too many already. */
  insert(hold: LegalHold, refuse: (count: number) => void): Promise<void>;
  /** Resolves to what it was, or undefined where there is none. */
  delete(id: string): Promise<LegalHold | undefined>;
}

/** What one active export schedule has still to export. */
export interface UnexportedEvents {
  /** Name of the schedule. */
  schedule: string;
  /** Which events it exports; all must hold. */
  where: EventPredicate[];
  /** Decimal; events up to and including this sequence are exported. */
  afterSequence: string;
}

/** Tells what active export schedules have still to export. */
export type ReadUnexported = () => Promise<UnexportedEvents[]>;

/** What a run of retention removed. */
export interface RemovedEvents {
  removed: number;
  /** Lowest and highest sequence removed; null where none was. */
  firstSequence: string | null;
  lastSequence: string | null;
}

/** Something that Admins should hear of. */
export type RetentionNews =
  | { kind: 'purge-soon'; keptUntil: string; daysLeft: number }
  | { kind: 'purged'; removed: number; held: boolean }
  | {
      kind: 'unexported';
      schedules: string[];
      heldBack: boolean;
    };

/** Hears of what Admins should hear of; may be called again with the same. */
export type RetentionListener = (news: RetentionNews) => Promise<void>;
