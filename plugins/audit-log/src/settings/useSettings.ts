import { useCallback, useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { Loaded, auditLogApiRef, useLoaded, useRenewal } from '../shared';

/** While logging is on its way on or off. */
const MOVING_MS = 2_000;

/** Otherwise: somebody else may switch or change it. */
const RESTING_MS = 10_000;

/** The settings, with ways to read them again and to put a newer answer in place. */
export type LoadedSettings = Loaded<AuditLogSettings> & {
  reload: () => void;
  replace: (settings: AuditLogSettings) => void;
};

/** Reads the settings, and again while the page is looked at. */
export function useSettings(): LoadedSettings {
  const api = useApi(auditLogApiRef);
  const read = useRef<AuditLogSettings>();
  const settings = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const next = await api.getSettings(signal);
        // What stayed the same gives nobody a reason to read more.
        if (JSON.stringify(next) !== JSON.stringify(read.current)) {
          read.current = next;
        }
        return read.current!;
      },
      [api],
    ),
  );
  const state = settings.value?.state;
  const isMoving = state === 'enabling' || state === 'disabling';
  useRenewal(settings, isMoving ? MOVING_MS : RESTING_MS);
  return settings;
}
