import { createContext, useContext } from 'react';
import { LoadedSettings } from './useSettings';

export const SettingsContext = createContext<LoadedSettings | undefined>(
  undefined,
);

/** The settings that the page around has read, shared by its cards. */
export function useAuditSettings(): LoadedSettings {
  const settings = useContext(SettingsContext);
  if (!settings) {
    throw new Error('useAuditSettings needs the settings page around it');
  }
  return settings;
}
