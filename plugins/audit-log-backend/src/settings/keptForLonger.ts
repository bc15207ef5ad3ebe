import { UpdateSettings } from 'backstage-plugin-audit-log-common';
import { ConfiguredSettings } from '../config';
import { effectiveSettings } from './effectiveSettings';
import { StoredSettings } from './types';

/**
 * Until when the events of before disabling are kept, where that is longer by a
 * change of `recoveryDays`. What was due already isn't brought back.
 */
export function keptForLonger(
  settings: Omit<StoredSettings, 'version'>,
  { recoveryDays }: UpdateSettings,
  options: {
    clock: () => Date;
    configured: ConfiguredSettings;
    dayMs: number;
  },
): Pick<StoredSettings, 'keptUntil'> {
  const { state, keptUntil } = settings;
  const { clock, configured, dayMs } = options;
  const before = effectiveSettings({ ...settings, version: 0 }, configured);
  const more = (recoveryDays ?? 0) - before.recoveryDays;
  const isWaiting =
    state === 'disabled' &&
    keptUntil !== null &&
    keptUntil > clock().toISOString();
  return {
    keptUntil:
      isWaiting && more > 0
        ? new Date(Date.parse(keptUntil) + more * dayMs).toISOString()
        : keptUntil,
  };
}
