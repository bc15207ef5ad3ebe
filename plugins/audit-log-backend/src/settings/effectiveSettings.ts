import {
  AuditLogSettings,
  ChangeableSettings,
} from 'backstage-plugin-audit-log-common';
import { ConfiguredSettings } from '../config';
import { StoredSettings } from './types';

const defaults: ChangeableSettings = {
  recoveryDays: 30,
  retentionDays: 30,
  retentionRules: [],
  holdUnexported: true,
  rules: [],
};

/** Configuration keys of the settings that may come from configuration. */
const configKeys: Record<
  keyof AuditLogSettings['managedByConfig'] & string,
  string
> = {
  state: 'auditLog.enabled',
  recoveryDays: 'auditLog.recoveryDays',
  retentionDays: 'auditLog.retention.days',
  retentionRules: 'auditLog.retention.rules',
  holdUnexported: 'auditLog.retention.holdUnexported',
  rules: 'auditLog.rules',
};

/**
 * The settings that count: those of the configuration, else those that Admins
 * changed, else the defaults.
 */
export function effectiveSettings(
  stored: StoredSettings,
  configured: ConfiguredSettings,
): ChangeableSettings {
  const { state: _, ...fromConfig } = configured;
  return { ...defaults, ...stored.changed, ...fromConfig };
}

/** Which settings come from the configuration, each with its key. */
export function managedByConfig(
  configured: ConfiguredSettings,
): AuditLogSettings['managedByConfig'] {
  const names = Object.keys(configured) as (keyof typeof configKeys)[];
  return Object.fromEntries(names.map(name => [name, configKeys[name]]));
}
