import Typography from '@material-ui/core/Typography';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, exportsApiRef } from '../shared';
import { useWords } from '../words';

/** Asks before one schedule is deleted. */
export function DeleteDialog(props: {
  schedules: Pick<ExportSchedule, 'id' | 'name'>[];
  onClose: () => void;
  onDeleted: () => void;
  /** How many are deleted; one call for a single one where absent. */
  onConfirm?: () => Promise<void>;
}) {
  const { schedules, onClose, onDeleted, onConfirm } = props;
  const [first] = schedules;
  const t = useWords();
  const api = useApi(exportsApiRef);
  const toasts = useApi(toastApiRef);

  const remove = async () => {
    await api.deleteSchedule(first.id);
    toasts.post({
      title: t('schedule.done.delete', { name: first.name }),
      status: 'success',
      timeout: 3000,
    });
  };

  return (
    <ConfirmDialog
      title={t('schedule.deleteTitle', {
        count: schedules.length,
        name: first.name,
      })}
      action={t('schedule.action.delete')}
      onConfirm={onConfirm ?? remove}
      onDone={onDeleted}
      onClose={onClose}
    >
      {schedules.length > 1 && (
        <ul>
          {schedules.map(schedule => (
            <li key={schedule.id}>{schedule.name}</li>
          ))}
        </ul>
      )}
      <Typography variant="body2" paragraph>
        {t('schedule.deleteText')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('schedule.deleteHint')}
      </Typography>
    </ConfirmDialog>
  );
}
