import { FormEvent, useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditLogSettings,
  EventCount,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, errorText, isConflict } from '../shared';
import {
  RetentionForm,
  changeOf,
  formOf,
  isComplete,
  problemOf,
} from './retentionForm';

const WAIT_MS = 400;

/** The form of retention: what it would remove, and saving it. */
export function useRetentionForm(options: {
  settings: AuditLogSettings;
  onSaved: (settings: AuditLogSettings) => void;
}) {
  const { settings, onSaved } = options;
  const api = useApi(auditLogApiRef);
  const [form, setForm] = useState(() => formOf(settings));
  const [dueNow, setDueNow] = useState<EventCount>();
  const [isSent, setSent] = useState(false);
  const [refusal, setRefusal] = useState<'conflict' | { text: string }>();

  useEffect(() => {
    setDueNow(undefined);
    if (!isComplete(form)) {
      return undefined;
    }
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const { recoveryDays: _, ...tried } = changeOf(
        form,
        settings.managedByConfig,
      );
      try {
        const preview = await api.previewRetention(tried, controller.signal);
        if (!controller.signal.aborted) {
          setDueNow(preview.dueNow);
        }
      } catch {
        // The form works without it, and saving will say what is wrong.
      }
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, form, settings.managedByConfig]);

  const problem = problemOf(form);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete(form) || problem) {
      return;
    }
    setSent(true);
    setRefusal(undefined);
    try {
      const change = changeOf(form, settings.managedByConfig);
      onSaved(await api.updateSettings(change, settings.version));
    } catch (error) {
      setRefusal(isConflict(error) ? 'conflict' : { text: errorText(error) });
      setSent(false);
    }
  };

  return {
    form,
    dueNow,
    change: (change: Partial<RetentionForm>) =>
      setForm(before => ({ ...before, ...change })),
    problem,
    canSubmit:
      isComplete(form) && !problem && !isSent && refusal !== 'conflict',
    submit,
    refusal,
  };
}
