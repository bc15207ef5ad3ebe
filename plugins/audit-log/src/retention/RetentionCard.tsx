import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { SettingsCard, useAuditSettings, useUnsaved } from '../settings';
import { auditLogApiRef } from '../shared';
import { useWords } from '../words';
import { NextRemoval } from './NextRemoval';
import { RetentionDialog } from './RetentionDialog';
import { RetentionTable } from './RetentionTable';
import { retentionSettings } from './retentionForm';

/** How long events are kept, and what goes next. */
export function RetentionCard() {
  const { value: settings, replace, reload } = useAuditSettings();
  const t = useWords();
  const api = useApi(auditLogApiRef);
  /** What the form was opened with: others may change the settings meanwhile. */
  const [edited, setEdited] = useState<AuditLogSettings>();
  useUnsaved(edited !== undefined);
  if (!settings) {
    return null;
  }
  const isManaged = retentionSettings.every(
    name => settings.managedByConfig[name],
  );
  return (
    <SettingsCard
      heading={t('retention.heading')}
      actions={
        !isManaged && (
          <Button variant="outlined" onClick={() => setEdited(settings)}>
            {t('retention.edit')}
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary" paragraph>
        {t(
          settings.daysAreMinutes
            ? 'retention.introInMinutes'
            : 'retention.intro',
        )}
      </Typography>
      {settings.daysAreMinutes && (
        <Alert severity="warning">{t('retention.daysAreMinutes')}</Alert>
      )}
      <RetentionTable settings={settings} />
      <NextRemoval settings={settings} />
      {edited && (
        <RetentionDialog
          key={edited.version}
          settings={edited}
          onClose={() => setEdited(undefined)}
          onSaved={saved => {
            setEdited(undefined);
            replace(saved);
          }}
          onReload={() =>
            api.getSettings().then(latest => {
              replace(latest);
              // It may have been closed meanwhile.
              setEdited(before => before && latest);
            }, reload)
          }
        />
      )}
    </SettingsCard>
  );
}
