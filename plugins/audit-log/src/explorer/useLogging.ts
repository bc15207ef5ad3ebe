import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, useMe } from '../shared';

const RENEW_MS = 30_000;

/** Whether events are being recorded, renewed while the page is looked at. */
export function useLogging(): LoggingSummary | null {
  const api = useApi(auditLogApiRef);
  const me = useMe();
  const [logging, setLogging] = useState(me.logging);

  useEffect(() => setLogging(me.logging), [me.logging]);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        api.getMe(controller.signal).then(
          next => setLogging(next.logging),
          // What was known is shown until the backend answers again.
          () => {},
        );
      }
    }, RENEW_MS);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [api]);

  return logging;
}
