import { useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings, Rule } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, isConflict } from '../shared';
import { sameRules } from './draft';

/** Saves rules over those that they were made from. */
export function useSaveRules(options: {
  settings: AuditLogSettings;
  onSaved: (settings: AuditLogSettings) => void;
}) {
  const { settings, onSaved } = options;
  const api = useApi(auditLogApiRef);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<Error>();
  const [conflict, setConflict] = useState<AuditLogSettings>();

  const save = async (rules: Rule[], base: AuditLogSettings) => {
    setSaving(true);
    setError(undefined);
    setConflict(undefined);
    try {
      onSaved(await api.updateSettings({ rules }, base.version));
    } catch (cause) {
      if (!isConflict(cause)) {
        setError(toError(cause));
        return;
      }
      try {
        const latest = await api.getSettings();
        if (sameRules(latest.rules, base.rules)) {
          // Only other settings were changed, which this leaves as they are.
          await save(rules, latest);
        } else {
          setConflict(latest);
        }
      } catch (failure) {
        setError(toError(failure));
      }
    } finally {
      setSaving(false);
    }
  };

  return {
    isSaving,
    error,
    /** The settings as somebody else left them. */
    conflict,
    forgetConflict: () => setConflict(undefined),
    save: (rules: Rule[], over = settings) => save(rules, over),
  };
}
