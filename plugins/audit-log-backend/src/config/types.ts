import { HumanDuration } from '@backstage/types';
import {
  ChangeableSettings,
  CreateIntegration,
  LimitedUse,
} from 'backstage-plugin-audit-log-common';
import { StorageProfile } from 'backstage-plugin-audit-log-node';

/** Who decides about access; see `auditLog.access.mode` in config.d.ts. */
export const accessModes = ['admins', 'policy'] as const;

export type AccessMode = (typeof accessModes)[number];

/**
 * Settings that come from the configuration, and that nobody changes on the
 * page. Only those that are configured are present.
 */
export type ConfiguredSettings = Partial<ChangeableSettings> & {
  state?: 'enabled' | 'disabled';
};

/** What a profile of each kind can be made of. */
export const profileFields = {
  s3: ['awsAccountId', 'accessKeyId', 'secretAccessKey', 'sessionToken'],
  azure: ['accountKey', 'sasToken', 'tenantId', 'clientId', 'clientSecret'],
  gcs: ['keyFile', 'universeDomain'],
  local: [],
} as const satisfies Record<
  StorageProfile['kind'],
  readonly (keyof StorageProfile)[]
>;

/** What storages and exports need. */
export interface StorageConfig {
  /** Origins that Admins may type as endpoints. */
  allowedEndpoints: string[];
  /** Folder under which local integrations write; undefined: not offered. */
  localFolder: string | undefined;
  /** Mode of the folders that are made in it; 0700 where absent. */
  localFolderMode?: number;
  profiles: StorageProfile[];
  /** Made as soon as audit logging is enabled. */
  integrations: CreateIntegration[];
  /** Longest range of one incremental run, in sequences. */
  maxEventsPerObject: number;
}

/** The plugin's configuration, checked, with defaults filled in. */
export interface AuditLogConfig {
  available: boolean;
  /** One sentence; null where audit logging is available. */
  unavailableReason: string | null;
  /** Full entity refs in lower case. */
  admins: string[];
  accessMode: AccessMode;
  /** Those that the portal adds with `auditLog.categories`. */
  categories: string[];
  /** Who may append events beside the delivery plugin. */
  appendingSubjects: string[];
  /** `permission.enabled` of the portal. */
  permissionsEnabled: boolean;
  /** What makes events beside the plugins themselves. */
  eventSources: { rbac: boolean; catalogChanges: boolean; mails: boolean };
  /** How long a day of retention and recovery lasts, in milliseconds. */
  dayMs: number;
  /** In which messages write times. */
  timeZone: string;
  /** How long PostgreSQL may look for the answer of a read. */
  readTimeoutMs: number;
  /** How much one caller may have at once. */
  perCaller: Record<LimitedUse, number>;
  /** Whether `backend.trustProxy` is set. */
  trustsProxy: boolean;
  /** Whether `auditLog.httpCapture.enabled` asks to capture HTTP requests. */
  capturesHttp: boolean;
  /** How often the catalog is looked at; undefined where it isn't followed. */
  catalogChanges: HumanDuration | undefined;
  /** Names the log in its checkpoints. */
  integrityOrigin: string;
  /** Ed25519, PEM; absent where the audit log makes its own. */
  integrityKey?: string;
  settings: ConfiguredSettings;
  storage: StorageConfig;
}
