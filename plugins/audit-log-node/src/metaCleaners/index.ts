export { MetaCleaners } from './MetaCleaners';
export type { MetaCleaner } from './MetaCleaners';
export { auditLogMetaCleanersServiceRef } from './metaCleanersService';
