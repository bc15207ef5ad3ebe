import { StoredSettings } from './types';

/** Whether audit logging has been enabled before, or is at present. */
export function hasBeenEnabled({
  state,
  keptUntil,
}: Pick<StoredSettings, 'state' | 'keptUntil'>): boolean {
  return state === 'enabled' || state === 'disabling' || keptUntil !== null;
}

/** Whether it has been disabled, or is being disabled, after that. */
export function isOffAfterUse(
  settings: Pick<StoredSettings, 'state' | 'keptUntil'>,
): boolean {
  const { state } = settings;
  return (
    (state === 'disabled' || state === 'disabling') && hasBeenEnabled(settings)
  );
}
