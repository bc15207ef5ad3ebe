import { useCallback, useEffect, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { RuleSummaries, RulesEditor } from '../rules';
import { auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { SettingsCard } from './SettingsCard';
import { useUnsaved } from './unsaved';

/** What is recorded and in which detail: the rules in the order of trying. */
export function RulesCard(props: {
  settings: AuditLogSettings;
  onChanged: (settings: AuditLogSettings) => void;
}) {
  const { settings, onChanged } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const [isEditing, setEditing] = useState(false);
  useUnsaved(isEditing);
  const [isSaved, setSaved] = useState(false);
  const confirmation = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form that closed was longer: what comes after it moved up.
    if (isSaved) {
      confirmation.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [isSaved]);
  const rules = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.listRules(signal),
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, settings.version],
    ),
  );
  const configKey = settings.managedByConfig.rules;

  return (
    <SettingsCard
      heading={t('settings.rules.heading')}
      actions={
        !configKey &&
        !isEditing && (
          <Button
            variant="outlined"
            onClick={() => {
              setEditing(true);
              setSaved(false);
            }}
          >
            {t('settings.rules.edit')}
          </Button>
        )
      }
    >
      {!isEditing && (
        <Typography variant="body2" color="textSecondary">
          {configKey
            ? t('settings.rules.fromConfig', { key: configKey })
            : t('settings.rules.intro')}
        </Typography>
      )}
      <div role="status" ref={confirmation}>
        {isSaved && (
          <Alert severity="success">{t('settings.rules.saved')}</Alert>
        )}
      </div>
      {rules.status === 'failed' && (
        <Alert severity="error">
          {t('settings.rules.failed')} {errorText(rules.error)}
        </Alert>
      )}
      {isEditing && (
        <RulesEditor
          settings={settings}
          hits={rules.value?.items ?? []}
          onClose={() => setEditing(false)}
          onSaved={saved => {
            setEditing(false);
            setSaved(true);
            onChanged(saved);
          }}
        />
      )}
      {rules.value && !isEditing && (
        <RuleSummaries
          label={t('settings.rules.heading')}
          items={rules.value.items}
        />
      )}
      {rules.status === 'loading' && !rules.value && <Skeleton width="60%" />}
    </SettingsCard>
  );
}
