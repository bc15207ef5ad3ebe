import { ReactNode } from 'react';
import Alert from '@material-ui/lab/Alert';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { EntityName } from '../shared';
import { useWords } from '../words';
import { AuditLogging } from './AuditLogging';
import { CoverageCard } from './CoverageCard';
import { RecordingHealth } from './RecordingHealth';
import { RulesCard } from './RulesCard';
import { SettingsContext } from './SettingsContext';
import { SettingsLayout } from './SettingsLayout';
import { UnsavedContext, useShown } from './unsaved';
import { useSettings } from './useSettings';

/**
 * Audit settings: one card per concern. Cards of other rooms come as children,
 * and show while audit logging is enabled; `kept` shows while it is disabled,
 * once there was something to keep. Where somebody has something open to type
 * in, it stays when somebody else switches audit logging.
 */
export function SettingsPage(props: {
  children?: ReactNode;
  kept?: ReactNode;
}) {
  const settings = useSettings();
  const wanted = cardsOf(settings.value);
  const { shown, begin } = useShown(wanted);
  return (
    <SettingsContext.Provider value={settings}>
      <UnsavedContext.Provider value={begin}>
        <SettingsLayout>
          <AuditLogging settings={settings} />
          {settings.value && settings.value.state !== 'disabled' && (
            <RecordingHealth state={settings.value.state} />
          )}
          {settings.value && shown !== wanted && (
            <SwitchedMeanwhile settings={settings.value} />
          )}
          {settings.value && shown === 'ofTheLog' && (
            <>
              {props.children}
              <RulesCard
                settings={settings.value}
                onChanged={settings.replace}
              />
              <CoverageCard />
            </>
          )}
          {shown === 'kept' && props.kept}
        </SettingsLayout>
      </UnsavedContext.Provider>
    </SettingsContext.Provider>
  );
}

type Cards = 'ofTheLog' | 'kept' | 'none';

function cardsOf(settings: AuditLogSettings | undefined): Cards {
  if (settings?.state === 'enabled') {
    return 'ofTheLog';
  }
  return settings?.state === 'disabled' && settings.changedAt ? 'kept' : 'none';
}

function SwitchedMeanwhile({ settings }: { settings: AuditLogSettings }) {
  const t = useWords();
  const { state, changedBy } = settings;
  const isOn = state === 'enabled' || state === 'enabling';
  return (
    <Alert severity="warning" role="status">
      {t(isOn ? 'settings.enabledWhileOpen' : 'settings.disabledWhileOpen', {
        actor: changedBy ? (
          <EntityName entityRef={changedBy} />
        ) : (
          <>{t('shared.system')}</>
        ),
      })}
    </Alert>
  );
}
