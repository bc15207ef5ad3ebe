export * from './AuditLogClient';
export type { AuditLogClientOptions, RouteCall } from './callRoute';
export * from './ExportsClient';
export { Visits } from './Visits';
