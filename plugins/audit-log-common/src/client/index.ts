export * from './AuditLogClient';
export type { AuditLogClientOptions, RouteCall } from './callRoute';
export * from './ExportsClient';
export { ReadTurns } from './ReadTurns';
export { Visits } from './Visits';
