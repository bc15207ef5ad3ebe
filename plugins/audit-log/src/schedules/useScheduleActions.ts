import { useCallback } from 'react';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import {
  errorText,
  exportsApiRef,
  useAppNavigate,
  useExportLinks,
} from '../shared';
import { useWords } from '../words';

/** What can be done with a schedule at once, without a dialog. */
export type QuickAction = 'sendNow' | 'pause' | 'resume';

/** What can be done with a schedule. */
export type ScheduleAction =
  | QuickAction
  | 'edit'
  | 'duplicate'
  | 'rename'
  | 'delete';

/** Which actions make sense for a schedule, in the order of a menu. */
export function actionsFor(
  schedule: Pick<ExportSchedule, 'status'>,
): ScheduleAction[] {
  return [
    // What is paused is resumed first.
    ...(schedule.status === 'paused' ? [] : ['sendNow' as const]),
    schedule.status === 'active' ? 'pause' : 'resume',
    'edit',
    'rename',
    'duplicate',
    'delete',
  ];
}

/**
 * Does what needs no dialog, and says how it went.
 *
 * @param onChanged - called when something may have changed
 */
export function useScheduleActions(onChanged: () => void) {
  const t = useWords();
  const api = useApi(exportsApiRef);
  const toasts = useApi(toastApiRef);
  const links = useExportLinks();
  const navigate = useAppNavigate();

  return useCallback(
    async (
      action: QuickAction | 'edit' | 'duplicate',
      schedule: ExportSchedule,
    ): Promise<void> => {
      const { id, name } = schedule;
      const calls = {
        sendNow: () => api.sendNow(id),
        pause: () => api.pauseSchedule(id),
        resume: () => api.resumeSchedule(id),
      };
      if (action === 'edit') {
        navigate(links.edit(id));
        return;
      }
      if (action === 'duplicate') {
        navigate(links.create({ copyOf: id }));
        return;
      }
      try {
        await calls[action]();
        toasts.post({
          title: t(`schedule.done.${action}`, { name }),
          status: 'success',
          timeout: 3000,
        });
      } catch (error) {
        toasts.post({
          title: t('schedule.notDone', { name }),
          description: errorText(error),
          status: 'danger',
        });
      }
      onChanged();
    },
    [api, links, navigate, onChanged, t, toasts],
  );
}
