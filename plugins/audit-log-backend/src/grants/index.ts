export { DatabaseGrantStore } from './DatabaseGrantStore';
export { GrantedReading } from './GrantedReading';
export { GrantService } from './GrantService';
export type {
  GrantListener,
  GrantNews,
  GrantStore,
  StoredGrant,
} from './types';
