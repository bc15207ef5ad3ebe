import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { Loaded, auditLogApiRef, useLoaded } from '../shared';

const POLL_MS = 2_000;

/** The settings, with ways to read them again and to put a newer answer in place. */
export type LoadedSettings = Loaded<AuditLogSettings> & {
  reload: () => void;
  replace: (settings: AuditLogSettings) => void;
};

/** Reads the settings, again and again while logging is on its way on or off. */
export function useSettings(): LoadedSettings {
  const api = useApi(auditLogApiRef);
  const settings = useLoaded(
    useCallback((signal: AbortSignal) => api.getSettings(signal), [api]),
  );
  const { status, value, reload } = settings;
  const isMoving = value?.state === 'enabling' || value?.state === 'disabling';

  useEffect(() => {
    if (!isMoving || status === 'loading') {
      return undefined;
    }
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isMoving, status, value, reload]);

  return settings;
}
