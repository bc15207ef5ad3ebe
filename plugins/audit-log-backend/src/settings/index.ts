export { effectiveSettings } from './effectiveSettings';
export { hasBeenEnabled, isOffAfterUse } from './hasBeenEnabled';
export { createLifecycle } from './createLifecycle';
export { DatabaseSettingsStore } from './DatabaseSettingsStore';
export { LifecycleRunner } from './LifecycleRunner';
export { periodOf, recordingKnowledge } from './recordingKnowledge';
export { SettingsService } from './SettingsService';
export {
  AbsentSettingsStore,
  unsupportedDatabase,
} from './unsupportedDatabase';
export { DISABLED_REASON } from './types';
export type {
  Caller,
  LifecycleListener,
  LifecycleNews,
  Recovery,
  SettingsStore,
  StoredSettings,
} from './types';
