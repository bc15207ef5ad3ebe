import { ChangeableSettings } from 'backstage-plugin-audit-log-common';

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

/** The plugin's configuration, checked, with defaults filled in. */
export interface AuditLogConfig {
  available: boolean;
  /** One sentence; null where audit logging is available. */
  unavailableReason: string | null;
  /** Full entity refs in lower case. */
  admins: string[];
  accessMode: AccessMode;
  /** `permission.enabled` of the portal. */
  permissionsEnabled: boolean;
  /** How long PostgreSQL may look for the answer of a read. */
  readTimeoutMs: number;
  /** Names the log in its checkpoints. */
  integrityOrigin: string;
  /** Ed25519, PEM; absent where the audit log makes its own. */
  integrityKey?: string;
  /** Whether HTTP requests are captured in this backend. */
  capturesHttp: boolean;
  settings: ConfiguredSettings;
}
