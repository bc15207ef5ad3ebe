import { ReactNode } from 'react';
import { AuditLogging } from './AuditLogging';
import { CoverageCard } from './CoverageCard';
import { RecordingHealth } from './RecordingHealth';
import { RulesCard } from './RulesCard';
import { SettingsContext } from './SettingsContext';
import { SettingsLayout } from './SettingsLayout';
import { useSettings } from './useSettings';

/**
 * Audit settings: one card per concern. Cards of other rooms come as children,
 * and show while audit logging is enabled; `kept` shows while it is disabled,
 * once there was something to keep.
 */
export function SettingsPage(props: {
  children?: ReactNode;
  kept?: ReactNode;
}) {
  const settings = useSettings();
  return (
    <SettingsContext.Provider value={settings}>
      <SettingsLayout>
        <AuditLogging settings={settings} />
        {settings.value && settings.value.state !== 'disabled' && (
          <RecordingHealth state={settings.value.state} />
        )}
        {settings.value && settings.value.state === 'enabled' && (
          <>
            {props.children}
            <RulesCard settings={settings.value} onChanged={settings.replace} />
            <CoverageCard />
          </>
        )}
        {settings.value?.state === 'disabled' &&
          settings.value.changedAt &&
          props.kept}
      </SettingsLayout>
    </SettingsContext.Provider>
  );
}
