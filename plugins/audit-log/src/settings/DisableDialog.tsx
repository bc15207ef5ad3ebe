import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, auditLogApiRef } from '../shared';
import { useWords } from '../words';
import { DependentsList } from './DependentsList';
import { ChangedBy } from './LastChange';

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
  const [isSent, setSent] = useState(false);
  const isOvertaken = settings.state !== 'enabled' && !isSent;

  const disable = async () => {
    setSent(true);
    try {
      onDisabled(await api.disable({ reason: reason.trim() || undefined }));
    } catch (error) {
      setSent(false);
      onRefused();
      throw error;
    }
  };

  return (
    <ConfirmDialog
      title={t('settings.dialog.title')}
      action={t('settings.dialog.confirm')}
      failed={t('settings.dialog.failed')}
      isBlocked={isOvertaken}
      onConfirm={disable}
      onDone={onClose}
      onClose={onClose}
    >
      {isOvertaken ? (
        <>
          <Alert severity="info" style={{ marginBottom: 16 }}>
            {t('settings.dialog.overtaken')}
          </Alert>
          <ChangedBy settings={settings} />
        </>
      ) : (
        <>
          <Typography variant="body2" paragraph>
            {t('settings.dialog.text', { count: settings.recoveryDays })}
          </Typography>
          <Typography variant="body2" paragraph>
            {t('settings.dialog.consequence')}
          </Typography>
          <DependentsList onLeave={onClose} />
        </>
      )}
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
