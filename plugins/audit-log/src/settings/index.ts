export { SettingsLayout } from './SettingsLayout';
export { SettingsPage } from './SettingsPage';
export { ListCard } from './ListCard';
export { ListItem } from './ListItem';
export { SettingsCard } from './SettingsCard';
export { useUnsaved } from './unsaved';
export { useAuditSettings } from './SettingsContext';
