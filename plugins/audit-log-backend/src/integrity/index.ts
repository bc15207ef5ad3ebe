export { createIntegrity } from './createIntegrity';
export { integrityHandlers } from './integrityHandlers';
export type { IntegrityService } from './types';
