import { FormEvent, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { draftOfSchedule, isVersionConflict } from '../scheduleForm';
import { errorText, exportsApiRef } from '../shared';
import { useWords } from '../words';

const MAX_NAME_LENGTH = 128;

/** Gives a schedule another name; everything else stays. */
export function RenameDialog(props: {
  schedule: ExportSchedule;
  onClose: () => void;
  onRenamed: (schedule: ExportSchedule) => void;
}) {
  const { schedule, onClose, onRenamed } = props;
  const t = useWords();
  const api = useApi(exportsApiRef);
  const toasts = useApi(toastApiRef);
  const titleId = useId();
  const fieldId = useId();
  const [name, setName] = useState(schedule.name);
  const [isSent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    setProblem(undefined);
    try {
      const renamed = await api.updateSchedule(
        schedule.id,
        { ...draftOfSchedule(schedule), name: name.trim() },
        schedule.version,
      );
      toasts.post({
        title: t('schedule.done.rename', { name: renamed.name }),
        status: 'success',
        timeout: 3000,
      });
      onRenamed(renamed);
    } catch (error) {
      setProblem(
        isVersionConflict(error) ? t('schedule.conflict') : errorText(error),
      );
      setSent(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="xs"
      aria-labelledby={titleId}
    >
      <form onSubmit={save}>
        <DialogTitle id={titleId}>
          {t('schedule.renameTitle', { name: schedule.name })}
        </DialogTitle>
        <DialogContent>
          <TextField
            // The reader opened it to type.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            id={fieldId}
            label={t('scheduleForm.name')}
            value={name}
            onChange={event => setName(event.target.value)}
            error={problem !== undefined}
            helperText={problem}
            inputProps={{ maxLength: MAX_NAME_LENGTH }}
            variant="outlined"
            size="small"
            fullWidth
            required
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('shared.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={isSent || name.trim() === ''}
          >
            {t('schedule.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
