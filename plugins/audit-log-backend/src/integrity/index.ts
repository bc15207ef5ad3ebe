export { createIntegrity } from './createIntegrity';
export type { IntegrityService } from './types';
