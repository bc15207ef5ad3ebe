import { useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';
import { LoadedSettings } from './useSettings';

/** Equal as long as nothing was switched. */
function momentOf(settings: AuditLogSettings | undefined): string {
  return `${settings?.state} ${settings?.changedAt}`;
}

/** Enables audit logging, and says what came of it as long as that is so. */
export function useEnable({ value, replace }: LoadedSettings) {
  const api = useApi(auditLogApiRef);
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<{ error: Error; moment: string }>();

  const enable = async () => {
    setSent(true);
    setFailure(undefined);
    try {
      replace(await api.enable());
    } catch (cause) {
      // Somebody else may have been faster: what is shown would mislead.
      const latest = await api.getSettings().catch(() => undefined);
      if (latest) {
        replace(latest);
      }
      setFailure({ error: toError(cause), moment: momentOf(latest ?? value) });
    } finally {
      setSent(false);
    }
  };

  const isOff = value?.state === 'disabled';
  const isSo = failure?.moment === momentOf(value);
  return {
    enable,
    isSent,
    error: isSo && isOff ? failure.error : undefined,
    /** Somebody else has asked for it first. */
    wasOvertaken: isSo && !isOff,
  };
}
