export { EntityAuditLog } from './EntityAuditLog';
export { UserActivityCard } from './UserActivityCard';
