import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { accessModes, AuditLogConfig } from './types';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 36_500;

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
    recoveryDays: readDays(config, 'recoveryDays'),
    retentionDays: readDays(config, 'retention.days'),
  };
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

function readDays(config: Config | undefined, key: string): number {
  const days = config?.getOptionalNumber(key) ?? DEFAULT_DAYS;
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw new InputError(
      `Configuration key 'auditLog.${key}' is '${days}': expected a whole number of days from 1 to ${MAX_DAYS}`,
    );
  }
  return days;
}
