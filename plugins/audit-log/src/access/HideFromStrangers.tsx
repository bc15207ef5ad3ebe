import { useCallback, useEffect } from 'react';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Me } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, rootRouteRef, useLoaded } from '../shared';
import { linksTo } from './linksTo';

/**
 * Takes the page's entry out of the navigation, and the tab off the pages of
 * entities, for people to whom nothing of the audit log is open.
 *
 * Backstage shows an extension by permissions and feature flags only, which
 * don't know the audit log's own Admins and grants. So everything is there
 * until the answer is, and stays where there is none. Who comes back to the
 * window may have been given access meanwhile.
 */
export function HideFromStrangers(props: { isOpenTo: (me: Me) => boolean }) {
  const api = useApi(auditLogApiRef);
  const root = useRouteRef(rootRouteRef)?.();
  const me = useLoaded(
    useCallback((signal: AbortSignal) => api.getMe(signal), [api]),
  );
  const { reload } = me;
  const isStranger = me.value !== undefined && !props.isOpenTo(me.value);
  useEffect(() => {
    if (!isStranger) {
      return undefined;
    }
    window.addEventListener('focus', reload);
    return () => window.removeEventListener('focus', reload);
  }, [isStranger, reload]);
  return root && isStranger ? <style>{hiding(linksTo(root))}</style> : null;
}

function hiding(selector: string): string {
  return `${selector} { display: none !important; }`;
}
