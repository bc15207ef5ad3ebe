export { auditLogMailsModule } from './mailsModule';
