import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { SettingsCard, useAuditSettings } from '../settings';
import { useWords } from '../words';
import { NextRemoval } from './NextRemoval';
import { RetentionDialog } from './RetentionDialog';
import { RetentionTable } from './RetentionTable';
import { retentionSettings } from './retentionForm';

/** How long events are kept, and what goes next. */
export function RetentionCard() {
  const { value: settings, replace, reload } = useAuditSettings();
  const t = useWords();
  const [isEditing, setEditing] = useState(false);
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
          <Button variant="outlined" onClick={() => setEditing(true)}>
            {t('retention.edit')}
          </Button>
        )
      }
    >
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('retention.intro')}
      </Typography>
      <RetentionTable settings={settings} />
      <NextRemoval settings={settings} />
      {isEditing && (
        <RetentionDialog
          key={settings.version}
          settings={settings}
          onClose={() => setEditing(false)}
          onSaved={saved => {
            setEditing(false);
            replace(saved);
          }}
          onReload={reload}
        />
      )}
    </SettingsCard>
  );
}
