import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, auditLogApiRef } from '../shared';
import { useWords } from '../words';
import { DependentsList } from './DependentsList';

const MAX_REASON_LENGTH = 1000;

/** Asks before logging is disabled, and shows what hangs on it. */
export function DisableDialog(props: {
  settings: AuditLogSettings;
  onClose: () => void;
  onDisabled: (settings: AuditLogSettings) => void;
  /** It was not disabled; somebody else may have been faster. */
  onRefused: () => void;
}) {
  const { settings, onClose, onDisabled, onRefused } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const [reason, setReason] = useState('');

  const disable = async () => {
    try {
      onDisabled(await api.disable({ reason: reason.trim() || undefined }));
    } catch (error) {
      onRefused();
      throw error;
    }
  };

  return (
    <ConfirmDialog
      title={t('settings.dialog.title')}
      action={t('settings.dialog.confirm')}
      failed={t('settings.dialog.failed')}
      onConfirm={disable}
      onDone={onClose}
      onClose={onClose}
    >
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
    </ConfirmDialog>
  );
}
