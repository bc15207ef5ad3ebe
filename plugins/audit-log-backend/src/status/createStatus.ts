import { Dependents } from 'backstage-plugin-audit-log-common';
import { AccessPolicy } from '../access';
import { SettingsService, SettingsStore } from '../settings';
import { callerHandlers } from './callerHandlers';
import { readStatus, StatusOptions } from './readStatus';
import { settingsHandlers } from './settingsHandlers';
import { summarizeLogging } from './summarizeLogging';

/** Answers what the state of audit logging is, and changes it. */
export function createStatus(
  options: Omit<StatusOptions, 'settings'> & {
    access: AccessPolicy;
    settings: SettingsService;
    settingsStore: SettingsStore;
    dependents: () => Promise<Dependents>;
  },
) {
  const { access, settings, settingsStore, dependents } = options;
  return {
    handlers: {
      ...callerHandlers({ access, logging: () => summarizeLogging(options) }),
      ...settingsHandlers({
        settings,
        dependents,
        status: () => readStatus({ ...options, settings: settingsStore }),
      }),
    },
  };
}
