export { auditLogSignInsModule } from './signInModule';
