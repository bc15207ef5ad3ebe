export { AuditLogPage } from './AuditLogPage';
export type { Room } from './AuditLogPage';
