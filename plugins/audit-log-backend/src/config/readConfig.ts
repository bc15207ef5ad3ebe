import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import {
  ChangeableSettings,
  timeZoneSchema,
  updateSettingsSchema,
} from 'backstage-plugin-audit-log-common';
import {
  ConfigValue,
  readNoteKey,
  readPlain,
  readPlainFlag,
  readPlainText,
} from 'backstage-plugin-audit-log-node';
import { readStorageConfig } from './readStorageConfig';
import { accessModes, AuditLogConfig, ConfiguredSettings } from './types';

const settingKeys: Record<keyof ChangeableSettings, string> = {
  recoveryDays: 'recoveryDays',
  retentionDays: 'retention.days',
  retentionRules: 'retention.rules',
  holdUnexported: 'retention.holdUnexported',
  rules: 'rules',
};

/** Of retention and recovery, where nobody makes it shorter to try them. */
export const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

const DEFAULT_READ_TIMEOUT_MS = 10_000;
const MAX_READ_TIMEOUT_MS = 600_000;

/** The catalog is asked for everything at each look. */
const MIN_CATALOG_FREQUENCY_MS = 1_000;

/**
 * The only reader of the plugin's configuration.
 *
 * @throws InputError naming the key, its value and what was expected.
 */
export function readConfig(root: Config): AuditLogConfig {
  const config = ConfigValue.at(root, 'auditLog');
  const available = config.at('available').flag() ?? true;
  return {
    available,
    unavailableReason: available
      ? null
      : config.at('unavailableReason').text() ??
        "This deployment does not offer audit logging ('auditLog.available' is false); ask the team that runs this portal",
    admins: readAdmins(config.at('admins')),
    accessMode: config.at('access.mode').oneOf(accessModes) ?? 'admins',
    categories: config
      .at('categories')
      .list()
      .flatMap(rule => rule.at('category').text() ?? []),
    appendingSubjects: readSubjects(config.at('ingest.allowedSubjects')),
    permissionsEnabled: readPlainFlag(root, 'permission.enabled'),
    eventSources: {
      // Backstage's own permission backend has no key of this name.
      rbac: readPlain(root, 'permission.rbac') !== undefined,
      catalogChanges: config.at('catalogChanges.enabled').flag() ?? false,
      mails: readPlain(root, 'notifications.processors.email') !== undefined,
    },
    dayMs: readDayMs(config.at('retention.daysAreMinutes')),
    timeZone: readTimeZone(config.at('timeZone')),
    readTimeoutMs:
      config
        .at('query.timeout')
        .durationMs({ min: 1, max: MAX_READ_TIMEOUT_MS }) ??
      DEFAULT_READ_TIMEOUT_MS,
    perCaller: readPerCaller(config.at('query.perCaller')),
    trustsProxy: readTrustsProxy(root),
    capturesHttp: config.at('httpCapture.enabled').flag() ?? false,
    catalogChanges: readCatalogChanges(config.at('catalogChanges')),
    ...readIntegrity(root, config.at('integrity')),
    settings: readSettings(config, available),
    storage: readStorageConfig(config),
  };
}

function readPerCaller(config: ConfigValue): AuditLogConfig['perCaller'] {
  const count = (key: string, byDefault: number) =>
    config.at(key).count({ min: 1 }) ?? byDefault;
  return {
    read: count('reads', 4),
    liveTail: count('liveTails', 5),
    download: count('downloads', 2),
  };
}

/** Express takes a switch, a number of proxies, or addresses. */
function readTrustsProxy(root: Config): boolean {
  const value = readPlain(root, 'backend.trustProxy');
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** A minute where somebody tries what takes days; never in production. */
function readDayMs(config: ConfigValue): number {
  if (!config.flag()) {
    return DAY_MS;
  }
  if (process.env.NODE_ENV === 'production') {
    throw config.problem(
      'false or nothing in production (NODE_ENV), where events would be removed after minutes',
    );
  }
  return MINUTE_MS;
}

/** That of this process where none is configured. */
function readTimeZone(config: ConfigValue): string {
  const zone = config.text();
  if (zone !== undefined && !timeZoneSchema.safeParse(zone).success) {
    throw config.problem("the name of a time zone, such as 'Europe/Berlin'");
  }
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** How often the catalog is looked at, undefined where it isn't followed. */
function readCatalogChanges(config: ConfigValue): HumanDuration | undefined {
  const frequency = config
    .at('frequency')
    .duration({ min: MIN_CATALOG_FREQUENCY_MS });
  return config.at('enabled').flag() ? frequency ?? { minutes: 1 } : undefined;
}

function readIntegrity(
  root: Config,
  config: ConfigValue,
): Pick<AuditLogConfig, 'integrityOrigin' | 'integrityKey'> {
  const origin = config.at('origin').text();
  if (origin !== undefined && !/^[^\s+]{1,256}$/.test(origin)) {
    throw config
      .at('origin')
      .problem(
        "at most 256 characters without spaces and plus signs, such as 'portal.example.com/audit-log'",
      );
  }
  const integrityKey = config.at('key').text();
  if (integrityKey !== undefined) {
    try {
      readNoteKey(integrityKey);
    } catch {
      throw config.at('key').problem('an Ed25519 key in PEM (PKCS 8)');
    }
  }
  return {
    integrityOrigin: origin ?? defaultOrigin(root),
    ...(integrityKey && { integrityKey }),
  };
}

function defaultOrigin(root: Config): string {
  const baseUrl = readPlainText(root, 'backend.baseUrl');
  const host = baseUrl && URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
  return `${host.replaceAll('+', '-').slice(0, 200) || 'backstage'}/audit-log`;
}

function readAdmins(admins: ConfigValue): string[] {
  return admins.list().map(admin => {
    const expected =
      "an entity ref such as 'group:default/platform-team' or 'user:default/ada'";
    const ref = admin.required(admin.text(), expected);
    try {
      return stringifyEntityRef(parseEntityRef(ref));
    } catch {
      throw admin.problem(expected);
    }
  });
}

/** Who may append events beside the plugin by which other backends deliver. */
function readSubjects(subjects: ConfigValue): string[] {
  return subjects.list().map(each => {
    const expected =
      "the subject of a service such as 'edge-backend' or 'plugin:shop'";
    const subject = each.required(each.text(), expected);
    if (!/^\S{1,256}$/.test(subject)) {
      throw each.problem(expected);
    }
    return subject;
  });
}

/** Only what is configured is present in the result. */
function readSettings(
  config: ConfigValue,
  available: boolean,
): ConfiguredSettings {
  const enabled = config.at('enabled').flag();
  if (enabled && !available) {
    throw config
      .at('enabled')
      .problem("false or nothing where 'auditLog.available' is false");
  }
  const names = Object.keys(settingKeys) as (keyof ChangeableSettings)[];
  const result = updateSettingsSchema.safeParse(
    Object.fromEntries(
      names.map(name => [name, config.at(settingKeys[name]).raw]),
    ),
  );
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    const [name, ...rest] = path;
    throw config
      .at(settingKeys[name as keyof ChangeableSettings])
      .schemaProblem({ path: rest, message });
  }
  return {
    ...Object.fromEntries(
      Object.entries(result.data).filter(([, value]) => value !== undefined),
    ),
    ...(enabled !== undefined && { state: enabled ? 'enabled' : 'disabled' }),
  };
}
