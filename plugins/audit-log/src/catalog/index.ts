export { ActivityCard } from './ActivityCard';
export { EntityAuditLog } from './EntityAuditLog';
