export { effectiveSettings } from './effectiveSettings';
export { DatabaseSettingsStore } from './DatabaseSettingsStore';
export { LifecycleRunner } from './LifecycleRunner';
export { pollSettings } from './pollSettings';
export { SettingsService } from './SettingsService';
export type {
  Caller,
  LifecycleListener,
  LifecycleNews,
  SettingsStore,
  StoredSettings,
} from './types';
