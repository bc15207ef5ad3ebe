import { useCallback } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useWords } from '../words';

/**
 * Copies text and says that it did, or that it could not: browsers allow it
 * on pages with HTTPS only.
 */
export function useCopy(): (text: string) => Promise<void> {
  const t = useWords();
  const toasts = useApi(toastApiRef);
  return useCallback(
    async text => {
      const isCopied = await navigator.clipboard?.writeText(text).then(
        () => true,
        () => false,
      );
      toasts.post({
        title: isCopied ? t('shared.copied') : t('shared.notCopied'),
        status: isCopied ? 'success' : 'danger',
        timeout: 3000,
      });
    },
    [t, toasts],
  );
}
