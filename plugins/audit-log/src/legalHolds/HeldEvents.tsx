import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { auditLogApiRef, useLoaded } from '../shared';
import { useCountText } from '../retention';
import { useWords } from '../words';

/** How many events a query covers at present. */
export function HeldEvents(props: { query: string }) {
  const { query } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const text = useCountText();
  const held = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.previewLegalHold({ query }, signal),
      [api, query],
    ),
  );
  switch (held.status) {
    case 'loaded':
      return <>{t('legalHold.covers', { events: text(held.value) })}</>;
    case 'failed':
      return <>{t('legalHold.notCounted')}</>;
    default:
      return <>{t('legalHold.counting')}</>;
  }
}
