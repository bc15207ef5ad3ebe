export { SettingsLayout } from './SettingsLayout';
export { SettingsPage } from './SettingsPage';
export { SettingsCard } from './SettingsCard';
export { useAuditSettings } from './SettingsContext';
