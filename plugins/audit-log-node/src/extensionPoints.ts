import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { ExportFormat } from './exports';
import { StorageProviderFactory } from './storage';

/** @public */
export interface AuditLogStorageExtensionPoint {
  /** Replaces the built-in provider of the same kind. */
  addStorageProvider(factory: StorageProviderFactory): void;
}

/**
 * Lets a backend module bring a storage provider of its own.
 *
 * @public
 */
export const auditLogStorageExtensionPoint =
  createExtensionPoint<AuditLogStorageExtensionPoint>({
    id: 'audit-log.storage',
  });

/** @public */
export interface AuditLogExportsExtensionPoint {
  /** Replaces the built-in format of the same id. */
  addExportFormat(format: ExportFormat): void;
}

/**
 * Lets a backend module bring an export format of its own.
 *
 * @public
 */
export const auditLogExportsExtensionPoint =
  createExtensionPoint<AuditLogExportsExtensionPoint>({
    id: 'audit-log.exports',
  });
