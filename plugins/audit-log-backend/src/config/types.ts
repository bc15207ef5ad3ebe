/** Who decides about access; see `auditLog.access.mode` in config.d.ts. */
export const accessModes = ['admins', 'policy'] as const;

export type AccessMode = (typeof accessModes)[number];

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
  recoveryDays: number;
  retentionDays: number;
}
