import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration, durationToMilliseconds } from '@backstage/types';
import {
  ChangeableSettings,
  updateSettingsSchema,
} from 'backstage-plugin-audit-log-common';
import { readStorageConfig } from './readStorageConfig';
import { accessModes, AuditLogConfig, ConfiguredSettings } from './types';

const settingKeys: Record<keyof ChangeableSettings, string> = {
  recoveryDays: 'recoveryDays',
  retentionDays: 'retention.days',
  retentionRules: 'retention.rules',
  holdUnexported: 'retention.holdUnexported',
  rules: 'rules',
};

const DEFAULT_READ_TIMEOUT_MS = 10_000;
const MAX_READ_TIMEOUT_MS = 600_000;

/**
 * The only reader of the plugin's configuration.
 *
 * @throws InputError naming the key, its value and what was expected.
 */
export function readConfig(root: Config): AuditLogConfig {
  const config = root.getOptionalConfig('auditLog');
  const available = config?.getOptionalBoolean('available') ?? true;
  return {
    available,
    unavailableReason: available
      ? null
      : config?.getOptionalString('unavailableReason') ??
        "This deployment does not offer audit logging ('auditLog.available' is false); ask the team that runs this portal",
    admins: readAdmins(config?.getOptionalStringArray('admins') ?? []),
    accessMode: readAccessMode(
      config?.getOptionalString('access.mode') ?? 'admins',
    ),
    permissionsEnabled: root.getOptionalBoolean('permission.enabled') ?? false,
    readTimeoutMs: readTimeoutMs(config),
    trustsProxy: Boolean(root.getOptional('backend.trustProxy')),
    capturesHttp: config?.getOptionalBoolean('httpCapture.enabled') ?? false,
    catalogChanges: readCatalogChanges(config),
    ...readIntegrity(root),
    settings: readSettings(config, available),
    storage: readStorageConfig(config),
  };
}

/** How often the catalog is looked at, undefined where it isn't followed. */
function readCatalogChanges(
  config: Config | undefined,
): HumanDuration | undefined {
  if (!config?.getOptionalBoolean('catalogChanges.enabled')) {
    return undefined;
  }
  return config.has('catalogChanges.frequency')
    ? readDurationFromConfig(config, { key: 'catalogChanges.frequency' })
    : { minutes: 1 };
}

function readTimeoutMs(config: Config | undefined): number {
  const key = 'query.timeout';
  if (!config?.has(key)) {
    return DEFAULT_READ_TIMEOUT_MS;
  }
  const timeoutMs = durationToMilliseconds(
    readDurationFromConfig(config, { key }),
  );
  if (!(timeoutMs >= 1 && timeoutMs <= MAX_READ_TIMEOUT_MS)) {
    throw new InputError(
      `Configuration key 'auditLog.${key}' is ${timeoutMs} milliseconds: expected from 1 millisecond to 10 minutes`,
    );
  }
  return timeoutMs;
}

function readIntegrity(
  root: Config,
): Pick<AuditLogConfig, 'integrityOrigin' | 'integrityKey'> {
  const config = root.getOptionalConfig('auditLog.integrity');
  const origin = config?.getOptionalString('origin') ?? defaultOrigin(root);
  if (!/^[^\s+]{1,256}$/.test(origin)) {
    throw new InputError(
      `Configuration key 'auditLog.integrity.origin' is '${origin}': expected at most 256 characters without spaces and plus signs, such as 'portal.example.com/audit-log'`,
    );
  }
  const integrityKey = config?.getOptionalString('key');
  return { integrityOrigin: origin, ...(integrityKey && { integrityKey }) };
}

function defaultOrigin(root: Config): string {
  const baseUrl = root.getOptionalString('backend.baseUrl');
  const host = baseUrl && URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
  return `${host || 'backstage'}/audit-log`;
}

function readAdmins(refs: string[]): string[] {
  return refs.map((ref, index) => {
    try {
      return stringifyEntityRef(parseEntityRef(ref));
    } catch {
      throw new InputError(
        `Configuration key 'auditLog.admins[${index}]' is '${ref}': expected an entity ref such as 'group:default/platform-team'`,
      );
    }
  });
}

function readAccessMode(mode: string): AuditLogConfig['accessMode'] {
  const known = accessModes.find(candidate => candidate === mode);
  if (!known) {
    throw new InputError(
      `Configuration key 'auditLog.access.mode' is '${mode}': expected one of ${accessModes
        .map(name => `'${name}'`)
        .join(', ')}`,
    );
  }
  return known;
}

/** Only what is configured is present in the result. */
function readSettings(
  config: Config | undefined,
  available: boolean,
): ConfiguredSettings {
  const enabled = config?.getOptionalBoolean('enabled');
  if (enabled && !available) {
    throw new InputError(
      "Configuration key 'auditLog.enabled' is true: expected false or nothing where 'auditLog.available' is false",
    );
  }
  const values: Record<keyof ChangeableSettings, unknown> = {
    recoveryDays: config?.getOptional('recoveryDays'),
    retentionDays: config?.getOptional('retention.days'),
    retentionRules: config?.getOptional('retention.rules'),
    holdUnexported: config?.getOptional('retention.holdUnexported'),
    rules: config?.getOptional('rules'),
  };
  const result = updateSettingsSchema.safeParse(values);
  if (!result.success) {
    const { path, message } = result.error.issues[0];
    const [name, ...rest] = path;
    const key = [settingKeys[name as keyof ChangeableSettings], ...rest];
    throw new InputError(
      `Configuration key 'auditLog.${key.join('.')}' is wrong: ${message}`,
    );
  }
  return {
    ...Object.fromEntries(
      Object.entries(result.data).filter(([, value]) => value !== undefined),
    ),
    ...(enabled !== undefined && { state: enabled ? 'enabled' : 'disabled' }),
  };
}
