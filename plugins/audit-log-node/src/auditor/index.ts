export { isAuditLogAuditor } from './AuditLogAuditor';
export { auditLogAuditorServiceFactory } from './auditorServiceFactory';
