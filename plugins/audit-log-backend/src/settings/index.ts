export { effectiveSettings } from './effectiveSettings';
export { DatabaseSettingsStore } from './DatabaseSettingsStore';
export { LifecycleRunner } from './LifecycleRunner';
export { pollSettings } from './pollSettings';
export { SettingsService } from './SettingsService';
export {
  AbsentSettingsStore,
  unsupportedDatabase,
} from './unsupportedDatabase';
export type {
  Caller,
  LifecycleListener,
  LifecycleNews,
  SettingsStore,
  StoredSettings,
} from './types';
