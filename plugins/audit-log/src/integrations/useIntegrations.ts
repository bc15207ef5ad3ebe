import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { IntegrationList } from 'backstage-plugin-audit-log-common';
import { Loaded, integrationsApiRef, useLoaded, useRenewal } from '../shared';

const POLL_MS = 2_000;

/** Reads the integrations, again and again while one of them is being set up. */
export function useIntegrations(): Loaded<IntegrationList> & {
  reload: () => void;
} {
  const api = useApi(integrationsApiRef);
  const list = useLoaded(
    useCallback((signal: AbortSignal) => api.listIntegrations(signal), [api]),
  );
  const isPending = list.value?.items.some(item => item.status === 'pending');
  useRenewal(list, isPending ? POLL_MS : undefined);
  return list;
}
