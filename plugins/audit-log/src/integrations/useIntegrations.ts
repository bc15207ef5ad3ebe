import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { IntegrationList } from 'backstage-plugin-audit-log-common';
import { Loaded, integrationsApiRef, useLoaded } from '../shared';

const POLL_MS = 2_000;

/** Reads the integrations, again and again while one of them is being set up. */
export function useIntegrations(): Loaded<IntegrationList> & {
  reload: () => void;
} {
  const api = useApi(integrationsApiRef);
  const list = useLoaded(
    useCallback((signal: AbortSignal) => api.listIntegrations(signal), [api]),
  );
  const { status, value, reload } = list;
  const isPending = value?.items.some(item => item.status === 'pending');

  useEffect(() => {
    if (!isPending || status === 'loading') {
      return undefined;
    }
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [isPending, status, value, reload]);

  return list;
}
