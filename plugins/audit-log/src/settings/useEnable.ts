import { useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { auditLogApiRef } from '../shared';
import { LoadedSettings } from './useSettings';

/** Enables audit logging, and says what came of it as long as that is so. */
export function useEnable(settings: LoadedSettings) {
  const { value, status, replace, reload } = settings;
  const api = useApi(auditLogApiRef);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<Error>();

  const enable = async () => {
    setSent(true);
    setError(undefined);
    try {
      replace(await api.enable());
    } catch (cause) {
      setError(toError(cause));
      // Somebody else may have been faster: what is shown would mislead.
      reload();
    } finally {
      setSent(false);
    }
  };

  const isOff = value?.state === 'disabled';
  // What is shown may be from before the attempt until it was read again.
  const isCurrent = status !== 'loading';
  return {
    enable,
    isSent,
    error: isOff && isCurrent ? error : undefined,
    /** Somebody else has asked for it first. */
    wasOvertaken: !isOff && error !== undefined,
  };
}
