import { PropsWithChildren, useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { MeContext, auditLogApiRef, useLoaded } from '../shared';

/**
 * Leaves a card out for somebody who may not read the audit log, and tells the
 * card who reads. It is there once that is known, or can't be found out.
 */
export function OnlyForReaders(props: PropsWithChildren<{}>) {
  const api = useApi(auditLogApiRef);
  const me = useLoaded(
    useCallback((signal: AbortSignal) => api.getMe(signal), [api]),
  );
  if (me.status === 'failed' && !me.value) {
    return <>{props.children}</>;
  }
  return me.value?.mayRead ? (
    <MeContext.Provider value={me.value}>{props.children}</MeContext.Provider>
  ) : (
    <></>
  );
}
