export { createGrants } from './createGrants';
export type { GrantService } from './GrantService';
export type { GrantNews, GrantStore } from './types';
