export { createGrants } from './createGrants';
export type { GrantService } from './GrantService';
export type {
  GrantEnd,
  GrantNews,
  GrantStanding,
  GrantStore,
  StoredGrant,
} from './types';
