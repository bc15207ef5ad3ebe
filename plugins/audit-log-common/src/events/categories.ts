/**
 * The categories that ship with the audit log. A portal adds its own with
 * `auditLog.categories` in its configuration, so a stored category is any
 * upper case name.
 *
 * @public
 */
export const builtInCategories = [
  'ACCESS',
  'CATALOG',
  'TEMPLATES',
  'PERMISSIONS',
  'KUBERNETES',
  'AI',
  'NOTIFICATIONS',
  'AUDIT_LOG',
  'API',
  'OTHER',
] as const;

/**
 * The category of the audit log's own events. Rules can't mute it.
 *
 * @public
 */
export const AUDIT_LOG_CATEGORY = 'AUDIT_LOG';
