import {
  Actor,
  LifecycleState,
  UpdateSettings,
} from 'backstage-plugin-audit-log-common';

/** Who asked for something: the caller of a request, or the plugin itself. */
export interface Caller {
  type: Actor['type'];
  /** Entity ref of a user, subject of a service. */
  ref: string;
}

/**
 * The stored state of audit logging. Instants are ISO 8601 in UTC.
 *
 * @remarks
 * `changedAt`, `changedBy` and `reason` tell of the last transition that
 * somebody asked for; the system's own steps that complete it keep them.
 * `transitionId` is the id of the event that will complete it, so that two
 * replicas completing it append one event. `changed` holds the settings that
 * Admins gave a value.
 */
export interface StoredSettings {
  state: LifecycleState;
  changedAt: string | null;
  changedBy: Caller | null;
  reason: string | null;
  keptUntil: string | null;
  transitionId: string | null;
  changed: UpdateSettings;
  version: number;
}

/** Why export schedules are paused and storage integrations retired then. */
export const DISABLED_REASON = 'Audit logging was disabled';

/** The single row of settings, shared by all replicas. */
export interface SettingsStore {
  read(): Promise<StoredSettings>;
  /**
   * Stores `next` with the version after `expected`, unless the version isn't
   * `expected` any more. Resolves to what is stored, or undefined where
   * another change came first.
   */
  replace(
    expected: number,
    next: Omit<StoredSettings, 'version'>,
  ): Promise<StoredSettings | undefined>;
}

/**
 * What enabling found of the time before: nothing, events that are back, or
 * none any more, because their time was over.
 */
export type Recovery = 'first-time' | 'recovered' | 'purged';

/** A transition that people should hear of. */
export type LifecycleNews =
  | { kind: 'enabled'; askedBy: Caller; recovery: Recovery }
  | { kind: 'activation-failed'; askedBy: Caller; reason: string }
  | {
      kind: 'disabled';
      askedBy: Caller;
      reason: string | null;
      keptUntil: string;
    };

/** Hears of completed transitions, in the replica that completed them. */
export type LifecycleListener = (news: LifecycleNews) => void;
