import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { View } from 'backstage-plugin-audit-log-common';
import { Loaded, auditLogApiRef, useLoaded } from '../shared';

/** The reader's own views and the shared ones, by name. */
export interface SavedViews {
  loaded: Loaded<View[]>;
  reload: () => void;
}

/** Reads the saved views. */
export function useViews(): SavedViews {
  const api = useApi(auditLogApiRef);
  const loaded = useLoaded(
    useCallback(
      async (signal: AbortSignal) => (await api.listViews(signal)).items,
      [api],
    ),
  );
  return { loaded, reload: loaded.reload };
}
