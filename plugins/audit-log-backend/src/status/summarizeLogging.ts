import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import { SettingsService } from '../settings';
import { readStatus, StatusOptions } from './readStatus';

/** What everybody who reads the log needs to know about its recording. */
export async function summarizeLogging(
  options: Omit<StatusOptions, 'settings'> & {
    settings: SettingsService;
    settingsStore: StatusOptions['settings'];
  },
): Promise<LoggingSummary> {
  const { settings, settingsStore } = options;
  const [read, { health }] = await Promise.all([
    settings.read(),
    readStatus({ ...options, settings: settingsStore }),
  ]);
  const { state, changedAt, changedBy, reason, keptUntil } = read;
  return {
    state,
    changedAt,
    changedBy,
    reason,
    keptUntil,
    unavailableReason: read.unavailableReason,
    isImpaired: health === 'impaired',
  };
}
