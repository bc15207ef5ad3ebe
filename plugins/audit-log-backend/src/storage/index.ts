export { DatabaseIntegrationStore } from './DatabaseIntegrationStore';
export { failureText } from './failureText';
export { builtInProviders } from './providers';
export { StorageIntegrations } from './StorageIntegrations';
export { StorageRegistry } from './StorageRegistry';
export type {
  LinkedSchedule,
  LinkedSchedules,
  StorageListener,
  StorageNews,
} from './types';
