import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { errorText, exportsApiRef } from '../shared';
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
  const id = useId();
  const [isSent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();

  const remove = async () => {
    setSent(true);
    setProblem(undefined);
    try {
      if (onConfirm) {
        await onConfirm();
      } else {
        await api.deleteSchedule(first.id);
        toasts.post({
          title: t('schedule.done.delete', { name: first.name }),
          status: 'success',
          timeout: 3000,
        });
      }
      onDeleted();
    } catch (error) {
      setProblem(errorText(error));
      setSent(false);
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>
        {t('schedule.deleteTitle', {
          count: schedules.length,
          name: first.name,
        })}
      </DialogTitle>
      <DialogContent>
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
        {problem && <Alert severity="error">{problem}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent}
          onClick={remove}
        >
          {t('schedule.action.delete')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
