import {
  CreateIntegration,
  createIntegrationSchema,
  storageKinds,
} from 'backstage-plugin-audit-log-common';
import { ConfigValue, StorageProfile } from 'backstage-plugin-audit-log-node';
import { profileFields, StorageConfig } from './types';

const DEFAULT_MAX_EVENTS = 5_000_000;

/** Reads `auditLog.storage` and `auditLog.exports`. */
export function readStorageConfig(config: ConfigValue): StorageConfig {
  const storage = config.at('storage');
  return {
    allowedEndpoints: storage.at('allowedEndpoints').list().map(readOrigin),
    ...readLocalFolder(storage.at('localFolder')),
    profiles: storage.at('profiles').list().map(readProfile),
    integrations: storage.at('integrations').list().map(readIntegration),
    maxEventsPerObject:
      config.at('exports.maxEventsPerObject').count() ?? DEFAULT_MAX_EVENTS,
  };
}

function readLocalFolder(
  value: ConfigValue,
): Pick<StorageConfig, 'localFolder' | 'localFolderMode'> {
  if (!value.isSet || typeof value.raw === 'string') {
    return { localFolder: value.text() };
  }
  const path = value.at('path');
  const mode = value.at('mode');
  return {
    localFolder: path.required(path.text(), 'the path of the folder'),
    ...(mode.isSet && { localFolderMode: readMode(mode) }),
  };
}

/** The backend itself must be able to enter and write. */
function readMode(value: ConfigValue): number {
  const raw = typeof value.raw === 'string' ? value.raw : '';
  if (!/^[0-2]?7[0-7]{2}$/.test(raw)) {
    throw value.problem(
      "octal text in quotes such as '0750', with 7 for the owner",
    );
  }
  return parseInt(raw, 8);
}

function readOrigin(value: ConfigValue): string {
  const expected = "an origin such as 'https://minio.example.com:9000'";
  const text = value.required(value.text(), expected);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw value.problem(expected);
  }
  return url.origin;
}

function readProfile(value: ConfigValue): StorageProfile {
  const name = value.at('name');
  const kind = value.at('kind');
  return {
    ...Object.fromEntries(
      Object.values(profileFields)
        .flat()
        .map(field => [field, value.at(field).text()]),
    ),
    name: name.required(name.text(), 'the name of the profile'),
    kind: kind.required(
      kind.oneOf(storageKinds),
      `one of '${storageKinds.join("', '")}'`,
    ),
  };
}

function readIntegration(value: ConfigValue): CreateIntegration {
  const result = createIntegrationSchema.safeParse(value.raw);
  if (!result.success) {
    throw value.schemaProblem(result.error.issues[0]);
  }
  return result.data;
}
