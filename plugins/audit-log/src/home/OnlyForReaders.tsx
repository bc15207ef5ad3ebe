import { PropsWithChildren, useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { auditLogApiRef, useLoaded } from '../shared';

/** Leaves a card out for somebody who may not read the audit log. */
export function OnlyForReaders(props: PropsWithChildren<{}>) {
  const api = useApi(auditLogApiRef);
  const me = useLoaded(
    useCallback((signal: AbortSignal) => api.getMe(signal), [api]),
  );
  return <>{me.value?.mayRead === false ? null : props.children}</>;
}
