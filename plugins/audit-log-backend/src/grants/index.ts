export { createGrants } from './createGrants';
export type { GrantService } from './GrantService';
export type {
  GrantNews,
  GrantStanding,
  GrantStore,
  StoredGrant,
} from './types';
