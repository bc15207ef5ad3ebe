import { useEffect, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { PreviewRulesResponse, Rule } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';

/** A preview reads a whole day: it waits until the typing stops. */
const PAUSE_MS = 700;

/** What rules would have made of the last day. */
export interface Preview {
  status: 'waiting' | 'ready' | 'failed';
  /** Of the rules as they were when it was last ready. */
  value?: PreviewRulesResponse;
  error?: Error;
}

/** Tries rules on the last day whenever they change; not while they are wrong. */
export function usePreview(rules: readonly Rule[], isValid: boolean): Preview {
  const api = useApi(auditLogApiRef);
  const [preview, setPreview] = useState<Preview>({ status: 'waiting' });
  const asked = JSON.stringify(rules);

  useEffect(() => {
    setPreview(before => ({ status: 'waiting', value: before.value }));
    if (!isValid) {
      return undefined;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      api.previewRules({ rules: JSON.parse(asked) }, controller.signal).then(
        value => {
          if (!controller.signal.aborted) {
            setPreview({ status: 'ready', value });
          }
        },
        error => {
          if (!controller.signal.aborted) {
            setPreview({ status: 'failed', error: toError(error) });
          }
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, asked, isValid]);

  return preview;
}
