import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  CreateIntegration,
  createIntegrationSchema,
  storageKinds,
} from 'backstage-plugin-audit-log-common';
import { StorageProfile } from 'backstage-plugin-audit-log-node';
import { StorageConfig } from './types';

const defaultMaxEvents = 5_000_000;

const secretKeys = [
  'awsAccountId',
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'accountKey',
  'sasToken',
  'tenantId',
  'clientId',
  'clientSecret',
  'keyFile',
  'universeDomain',
] as const;

/** Reads `auditLog.storage` and `auditLog.exports`. */
export function readStorageConfig(config: Config | undefined): StorageConfig {
  const storage = config?.getOptionalConfig('storage');
  const maxEventsPerObject =
    config?.getOptionalNumber('exports.maxEventsPerObject') ?? defaultMaxEvents;
  if (!Number.isInteger(maxEventsPerObject) || maxEventsPerObject < 1) {
    throw new InputError(
      `Configuration key 'auditLog.exports.maxEventsPerObject' is '${maxEventsPerObject}': expected a whole number from 1`,
    );
  }
  return {
    allowedEndpoints: (
      storage?.getOptionalStringArray('allowedEndpoints') ?? []
    ).map(readOrigin),
    localFolder: storage?.getOptionalString('localFolder'),
    profiles: (storage?.getOptionalConfigArray('profiles') ?? []).map(
      readProfile,
    ),
    integrations: (storage?.getOptional<unknown[]>('integrations') ?? []).map(
      readIntegration,
    ),
    maxEventsPerObject,
  };
}

function readOrigin(text: string, index: number): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new InputError(
      `Configuration key 'auditLog.storage.allowedEndpoints[${index}]' is '${text}': expected an origin such as 'https://minio.example.com:9000'`,
    );
  }
  return url.origin;
}

function readProfile(config: Config, index: number): StorageProfile {
  const kind = config.getString('kind');
  const known = storageKinds.find(candidate => candidate === kind);
  if (!known) {
    throw new InputError(
      `Configuration key 'auditLog.storage.profiles[${index}].kind' is '${kind}': expected one of ${storageKinds.join(
        ', ',
      )}`,
    );
  }
  const values = Object.fromEntries(
    secretKeys.map(key => [key, config.getOptionalString(key)]),
  );
  return { ...values, name: config.getString('name'), kind: known };
}

function readIntegration(value: unknown, index: number): CreateIntegration {
  const result = createIntegrationSchema.safeParse(value);
  if (!result.success) {
    const { path, message } = result.error.issues[0];
    const key = ['auditLog.storage.integrations', index, ...path].join('.');
    throw new InputError(`Configuration key '${key}' is wrong: ${message}`);
  }
  return result.data;
}
