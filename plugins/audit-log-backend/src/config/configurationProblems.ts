import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import { unreachableRetention } from 'backstage-plugin-audit-log-common';
import {
  ConfigValue,
  readCategoryRules,
  readHttpPolicy,
  readRecordingConfig,
  RuleBook,
  checkRedactionConfig,
} from 'backstage-plugin-audit-log-node';
import { readConfig } from './readConfig';
import { AuditLogConfig, profileFields } from './types';
import { unknownKeys } from './unknownKeys';

/** What is wrong with the configuration, a sentence each. */
export interface ConfigurationProblems {
  /** The backend must not start: events would be lost, or access opened. */
  stop: string[];
  /** Said in the log: what is configured has no effect, or leaves nobody in. */
  warn: string[];
}

/**
 * What stops the start: a value that can't be understood, or that nothing can
 * work with. Whoever wrote it meant something else, and what would be recorded,
 * kept or shown instead is anybody's guess.
 */
const READERS: ((config: Config) => unknown)[] = [
  readConfig,
  readRecordingConfig,
  readHttpPolicy,
  readCategoryRules,
  checkRedactionConfig,
  config => RuleBook.fromConfig(config),
  config => ConfigValue.at(config, 'auditLog').at('logLines').flag(),
];

/**
 * What warns: values that are sound by themselves and without effect, or
 * hopeless together. Portals that have them go on starting.
 */
const WARNINGS: ((config: AuditLogConfig, root: Config) => string[])[] = [
  hopelessAccess,
  uselessAdmins,
  repeatedNames,
  uselessProfiles,
  uselessExceptions,
  (_, root) => unknownKeys(root),
];

/** The one place that decides what stops the start and what warns. */
export function configurationProblems(root: Config): ConfigurationProblems {
  const stop = [
    ...new Set(
      READERS.flatMap(read => {
        try {
          read(root);
          return [];
        } catch (error) {
          return [toError(error).message];
        }
      }),
    ),
  ];
  if (stop.length > 0) {
    return { stop, warn: [] };
  }
  const config = readConfig(root);
  return { stop, warn: WARNINGS.flatMap(check => check(config, root)) };
}

function hopelessAccess(config: AuditLogConfig): string[] {
  const { accessMode, admins, permissionsEnabled, available } = config;
  if (!available) {
    return [];
  }
  if (accessMode === 'policy') {
    return permissionsEnabled
      ? []
      : [
          "Configuration key 'auditLog.access.mode' is 'policy' while 'permission.enabled' is not true, so nobody can use the audit log: expected 'permission.enabled: true', or the mode 'admins'",
        ];
  }
  return admins.length > 0
    ? []
    : [
        "Configuration key 'auditLog.admins' is empty, so nobody can enable, read or manage the audit log: expected entity refs such as 'group:default/platform-team'",
      ];
}

function uselessAdmins({ admins, accessMode }: AuditLogConfig): string[] {
  const useless = admins.filter(
    ref => !['user', 'group'].includes(parseEntityRef(ref).kind),
  );
  const problems = useless.map(
    ref =>
      `Configuration key 'auditLog.admins' has '${ref}', which is nobody's: expected users and groups`,
  );
  if (accessMode === 'policy' && admins.length > 0) {
    problems.push(
      "Configuration key 'auditLog.admins' is set while 'auditLog.access.mode' is 'policy': these people are told the news, and the permission policy alone decides about access",
    );
  }
  return problems;
}

function repeatedNames({ storage }: AuditLogConfig): string[] {
  const repeated = (key: string, names: string[]) =>
    [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(
      name =>
        `Configuration key 'auditLog.storage.${key}' has several of the name '${name}', of which the first counts: expected one of each name`,
    );
  return [
    ...repeated(
      'profiles',
      storage.profiles.map(({ name, kind }) => `${name} (${kind})`),
    ),
    ...repeated(
      'integrations',
      storage.integrations.map(({ name }) => name),
    ),
  ];
}

function uselessProfiles({ storage }: AuditLogConfig): string[] {
  return storage.profiles.flatMap((profile, index) => {
    const key = `auditLog.storage.profiles[${index}]`;
    const { kind, name } = profile;
    const useless = Object.entries(profileFields)
      .filter(([other]) => other !== kind)
      .flatMap(([, fields]) => fields)
      .filter(field => profile[field] !== undefined);
    const problems = useless.map(
      field =>
        `Configuration key '${key}.${field}' has no effect: expected only what a profile of the kind '${kind}' is made of`,
    );
    const { accessKeyId, secretAccessKey, awsAccountId } = profile;
    const { accountKey, sasToken, tenantId, clientId, clientSecret } = profile;
    const incomplete =
      kind === 's3'
        ? !awsAccountId && !(accessKeyId && secretAccessKey)
        : kind === 'azure' &&
          !accountKey &&
          !sasToken &&
          !(tenantId && clientId && clientSecret);
    if (incomplete) {
      problems.push(
        `Configuration key '${key}' is '${name}' without credentials of its own, so those of the environment are used: expected ${
          kind === 's3'
            ? "'accessKeyId' and 'secretAccessKey', or 'awsAccountId'"
            : "'accountKey', 'sasToken', or 'tenantId', 'clientId' and 'clientSecret'"
        }`,
      );
    }
    return problems;
  });
}

function uselessExceptions({ settings }: AuditLogConfig): string[] {
  const { retentionRules = [] } = settings;
  const unreachable = unreachableRetention(retentionRules);
  if (!unreachable) {
    return [];
  }
  const { index } = unreachable;
  return [
    index < retentionRules.length
      ? `Configuration key 'auditLog.retention.rules[${index}]' has no effect: the rules before it match every event that it would`
      : "Configuration key 'auditLog.retention.rules' has a rule that matches every event: 'auditLog.retention.days' has no effect",
  ];
}
