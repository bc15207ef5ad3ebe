import { useCallback } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { rangeStart } from '../range';
import { auditLogApiRef, errorText, newId } from '../shared';
import { useWords } from '../words';
import { newActorsQuery } from './newActors';
import { ReadyView } from './readyViews';

const RANGE = '7d';

/** Looks for new actors and shows what they did, or says that there are none. */
export function useNewActors(
  onFound: (view: ReadyView) => void,
): () => Promise<void> {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const toasts = useApi(toastApiRef);
  return useCallback(async () => {
    try {
      const q = await newActorsQuery(api, {
        since: rangeStart(RANGE, new Date()),
        search: newId(),
      });
      if (q) {
        const range = { kind: 'relative' as const, last: RANGE };
        onFound({ name: 'newActors', q, range });
      } else {
        toasts.post({ title: t('view.noNewActors'), timeout: 6000 });
      }
    } catch (error) {
      toasts.post({
        title: `${t('view.newActorsFailed')} ${errorText(error)}`,
        status: 'danger',
      });
    }
  }, [t, api, toasts, onFound]);
}
