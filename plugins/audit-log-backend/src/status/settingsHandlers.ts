import {
  AuditLogSettings,
  Dependents,
  Status,
} from 'backstage-plugin-audit-log-common';
import { JsonObject } from '@backstage/types';
import { Handlers } from '../rooms';
import { SettingsService } from '../settings';

/** Switching audit logging on and off, and how it is doing. */
export function settingsHandlers(options: {
  settings: SettingsService;
  dependents: () => Promise<Dependents>;
  status: () => Promise<Status>;
}): Handlers<
  | 'getSettings'
  | 'updateSettings'
  | 'enable'
  | 'disable'
  | 'getDependents'
  | 'getStatus'
> {
  const { settings, dependents, status } = options;
  return {
    getSettings: () => settings.read(),

    updateSettings: async ({ body, version, note }) => {
      const { before, after } = await settings.update({
        change: body,
        version,
      });
      note(changedValues(before, after));
      return after;
    },

    enable: async ({ caller, note }) => {
      const before = await settings.read();
      const after = await settings.enable({ by: caller });
      note({ before: { state: before.state }, after: { state: after.state } });
      return after;
    },

    disable: async ({ caller, body, note }) => {
      const before = await settings.read();
      const after = await settings.disable({ by: caller, ...body });
      note({
        before: { state: before.state },
        after: { state: after.state, reason: after.reason },
      });
      return after;
    },

    getDependents: () => dependents(),

    getStatus: () => status(),
  };
}

/** Before and after of what a change changed. */
function changedValues(
  before: AuditLogSettings,
  after: AuditLogSettings,
): JsonObject {
  const names = (Object.keys(after) as (keyof AuditLogSettings)[]).filter(
    name =>
      name !== 'version' &&
      JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (settings: AuditLogSettings) =>
    Object.fromEntries(names.map(name => [name, settings[name]]));
  return { before: pick(before), after: pick(after) };
}
