import { Dependents, Status } from 'backstage-plugin-audit-log-common';
import { SettingsService } from '../../settings';
import { Handlers } from '../types';

/** Switching audit logging on and off, and how it is doing. */
export function settingsHandlers(options: {
  settings: SettingsService;
  dependents: () => Promise<Dependents>;
  status: () => Promise<Status>;
}): Handlers<
  'getSettings' | 'enable' | 'disable' | 'getDependents' | 'getStatus'
> {
  const { settings, dependents, status } = options;
  return {
    getSettings: () => settings.read(),

    enable: async ({ caller, note }) => {
      const after = await settings.enable({ by: caller });
      note({ after: { state: after.state } });
      return after;
    },

    disable: async ({ caller, body, note }) => {
      const after = await settings.disable({ by: caller, ...body });
      note({ after: { state: after.state, reason: after.reason } });
      return after;
    },

    getDependents: () => dependents(),

    getStatus: () => status(),
  };
}
