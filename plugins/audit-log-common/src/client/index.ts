export * from './AuditLogClient';
