import { nextState } from 'backstage-plugin-audit-log-common';
import { Caller, StoredSettings } from './types';

/** What an Admin asks for, or what the system found out while carrying it out. */
export type Transition =
  | {
      command: 'enable';
      at: Date;
      by: Caller;
      transitionId: string;
    }
  | {
      command: 'disable';
      at: Date;
      by: Caller;
      reason: string | null;
      transitionId: string;
    }
  | { command: 'activated' }
  | { command: 'activation-failed'; at: Date; reason: string }
  | {
      command: 'deactivated';
      at: Date;
      recoveryDays: number;
      /** How long a day lasts. */
      dayMs: number;
    };

/**
 * The settings after a transition, or undefined where it isn't legal in the
 * present state.
 */
export function applyTransition(
  settings: StoredSettings,
  transition: Transition,
): Omit<StoredSettings, 'version'> | undefined {
  const state = nextState(settings.state, transition.command);
  if (!state) {
    return undefined;
  }
  const { version: _, ...rest } = settings;
  switch (transition.command) {
    case 'enable':
    case 'disable':
      return {
        ...rest,
        state,
        changedAt: transition.at.toISOString(),
        changedBy: transition.by,
        reason: transition.command === 'disable' ? transition.reason : null,
        transitionId: transition.transitionId,
      };
    case 'activated':
      return { ...rest, state, keptUntil: null, transitionId: null };
    case 'activation-failed':
      return {
        ...rest,
        state,
        changedAt: transition.at.toISOString(),
        reason: transition.reason,
        transitionId: null,
      };
    case 'deactivated':
      return {
        ...rest,
        state,
        transitionId: null,
        keptUntil: new Date(
          transition.at.getTime() + transition.recoveryDays * transition.dayMs,
        ).toISOString(),
      };
    default:
      return undefined;
  }
}
