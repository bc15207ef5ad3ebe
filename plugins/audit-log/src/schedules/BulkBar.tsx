import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  BulkScheduleAction,
  ChangedSchedules,
  ExportSchedule,
  MAX_BULK_SCHEDULES,
} from 'backstage-plugin-audit-log-common';
import { errorText, exportsApiRef } from '../shared';
import { useWords } from '../words';
import { DeleteDialog } from './DeleteDialog';
import { useScheduleStyles } from './scheduleStyles';

const actions = [
  ['pause', 'pause'],
  ['resume', 'resume'],
  ['send-now', 'sendNow'],
] as const satisfies [BulkScheduleAction, string][];

type Failed = ChangedSchedules['items'];

/** Does one thing with all selected schedules, and says what failed. */
export function BulkBar(props: {
  selected: ExportSchedule[];
  /** The ids that stay selected: those that could not be changed. */
  onChanged: (stillSelected: string[]) => void;
}) {
  const { selected, onChanged } = props;
  const t = useWords();
  const classes = useScheduleStyles();
  const api = useApi(exportsApiRef);
  const toasts = useApi(toastApiRef);
  const [isBusy, setBusy] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [failed, setFailed] = useState<Failed>([]);

  const change = async (action: BulkScheduleAction) => {
    const results: Failed = [];
    for (let at = 0; at < selected.length; at += MAX_BULK_SCHEDULES) {
      const ids = selected
        .slice(at, at + MAX_BULK_SCHEDULES)
        .map(({ id }) => id);
      results.push(...(await api.changeSchedules({ action, ids })).items);
    }
    const left = results.filter(({ ok }) => !ok);
    setFailed(left);
    const count = results.length - left.length;
    if (count > 0) {
      toasts.post({
        title: t('schedule.bulk.done', { count }),
        status: 'success',
        timeout: 3000,
      });
    }
    onChanged(left.map(({ id }) => id));
  };

  const attempt = async (action: BulkScheduleAction) => {
    setBusy(true);
    try {
      await change(action);
    } catch (error) {
      toasts.post({ title: errorText(error), status: 'danger' });
      onChanged(selected.map(({ id }) => id));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      {selected.length > 0 && (
        <div
          className={classes.bulk}
          role="toolbar"
          aria-label={t('schedule.bulk.label')}
        >
          <span role="status">
            {t('schedule.selected', { count: selected.length })}
          </span>
          {actions.map(([action, word]) => (
            <Button
              key={action}
              size="small"
              disabled={isBusy}
              onClick={() => attempt(action)}
            >
              {t(`schedule.action.${word}`)}
            </Button>
          ))}
          <Button
            size="small"
            disabled={isBusy}
            onClick={() => setDeleting(true)}
          >
            {t('schedule.action.delete')}
          </Button>
        </div>
      )}
      {failed.length > 0 && (
        <Alert severity="warning" role="alert" onClose={() => setFailed([])}>
          <AlertTitle>{t('schedule.bulk.failedTitle')}</AlertTitle>
          {t('schedule.bulk.failedText')}
          <ul>
            {failed.map(({ id, error }) => (
              <li key={id}>{error}</li>
            ))}
          </ul>
        </Alert>
      )}
      {isDeleting && selected.length > 0 && (
        <DeleteDialog
          schedules={selected}
          onClose={() => setDeleting(false)}
          onConfirm={() => change('delete')}
          onDeleted={() => setDeleting(false)}
        />
      )}
    </>
  );
}
