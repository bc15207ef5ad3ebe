export { auditLogNotificationsModule } from './notificationsModule';
