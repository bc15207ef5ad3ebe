import { useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { ExportPreview } from 'backstage-plugin-audit-log-common';
import { exportsApiRef } from '../shared';
import { ScheduleForm } from './useScheduleForm';

/** Typing pauses this long before the backend is asked. */
const PAUSE_MS = 600;

export type Preview =
  | { status: 'waiting' | 'loading' }
  | { status: 'loaded'; value: ExportPreview };

/**
 * What the backend says about the draft, as soon as it is complete: the first
 * rows, or what is wrong with a field.
 */
export function usePreview(form: ScheduleForm): Preview {
  const { draft, schedule, isValid } = form;
  const api = useApi(exportsApiRef);
  const [preview, setPreview] = useState<Preview>({ status: 'waiting' });
  // The name has no part in it, and a report must not ask again.
  const subject = isValid ? JSON.stringify({ ...draft, name: '-' }) : undefined;
  const latest = useRef(form);
  latest.current = form;

  useEffect(() => {
    if (!subject) {
      setPreview({ status: 'waiting' });
      return undefined;
    }
    const controller = new AbortController();
    setPreview({ status: 'loading' });
    const timer = setTimeout(async () => {
      try {
        const value = await api.previewSchedule(latest.current.draft, {
          id: schedule?.id,
          signal: controller.signal,
        });
        if (!controller.signal.aborted) {
          setPreview({ status: 'loaded', value });
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setPreview({ status: 'waiting' });
          latest.current.report(toError(error));
        }
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, schedule?.id, subject]);
  return preview;
}
