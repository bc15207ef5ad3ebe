import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';
import { useWords } from '../words';
import { DependentsList } from './DependentsList';

const MAX_REASON_LENGTH = 1000;

/** Asks before logging is disabled, and shows what hangs on it. */
export function DisableDialog(props: {
  settings: AuditLogSettings;
  onClose: () => void;
  onDisabled: (settings: AuditLogSettings) => void;
}) {
  const { settings, onClose, onDisabled } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const [reason, setReason] = useState('');
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<Error>();

  const disable = async () => {
    setSent(true);
    setError(undefined);
    try {
      onDisabled(await api.disable({ reason: reason.trim() || undefined }));
    } catch (failure) {
      setError(toError(failure));
      setSent(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-disable-title"
    >
      <DialogTitle id="audit-log-disable-title">
        {t('settings.dialog.title')}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" paragraph>
          {t('settings.dialog.text', { count: settings.recoveryDays })}
        </Typography>
        <Typography variant="body2" paragraph>
          {t('settings.dialog.consequence')}
        </Typography>
        <DependentsList />
        <TextField
          id="audit-log-disable-reason"
          label={t('settings.dialog.reason')}
          helperText={t('settings.dialog.reasonHelp')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          inputProps={{ maxLength: MAX_REASON_LENGTH }}
          variant="outlined"
          size="small"
          margin="normal"
          fullWidth
          multiline
          maxRows={4}
        />
        {error && (
          <Alert severity="error">
            {t('settings.dialog.failed')} {error.message}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent}
          onClick={disable}
        >
          {t('settings.dialog.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
