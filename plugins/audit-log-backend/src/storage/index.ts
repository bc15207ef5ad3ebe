export { awsAccountsOf } from './awsAccountsOf';
export {
  DatabaseIntegrationStore,
  holdIntegration,
} from './DatabaseIntegrationStore';
export { DeclaredIntegrations } from './DeclaredIntegrations';
export { failureText } from './failureText';
export { builtInProviders } from './providers';
export { StorageIntegrations } from './StorageIntegrations';
export { StorageRegistry } from './StorageRegistry';
export type { LifecycleMoment } from './DeclaredIntegrations';
export type {
  LinkedSchedule,
  LinkedSchedules,
  StorageListener,
  StorageNews,
} from './types';
