import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { StorageIntegration } from 'backstage-plugin-audit-log-common';
import { errorText, integrationsApiRef, useLoaded } from '../shared';
import { useWords } from '../words';
import { LinkedSchedules } from './LinkedSchedules';

/** Asks before an integration is deleted, and shows what hangs on it. */
export function DeleteDialog(props: {
  integration: StorageIntegration;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { integration, onClose, onDeleted } = props;
  const { name, destination } = integration;
  const t = useWords();
  const api = useApi(integrationsApiRef);
  const [areDeleted, setDeleted] = useState(false);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<string>();
  const schedules = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.getIntegration(name, signal)).schedules,
      [api, name],
    ),
  );

  const remove = async () => {
    setSent(true);
    setError(undefined);
    try {
      await api.deleteIntegration(name, {
        schedules: areDeleted ? 'delete' : 'pause',
      });
      onDeleted();
    } catch (failure) {
      setError(errorText(failure));
      setSent(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-storage-delete"
    >
      <DialogTitle id="audit-log-storage-delete">
        {t('integration.remove.title', { name })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
          {t('integration.remove.text', { destination })}
        </Typography>
        <LinkedSchedules schedules={schedules}>
          <Typography variant="body2" color="textSecondary">
            {t('integration.linked.deleteText')}
          </Typography>
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={areDeleted}
                onChange={event => setDeleted(event.target.checked)}
              />
            }
            label={t('integration.linked.deleteThem')}
          />
        </LinkedSchedules>
        {error && (
          <Alert severity="error" style={{ marginTop: 16 }}>
            {t('integration.remove.failed')} {error}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent || schedules.status !== 'loaded'}
          onClick={remove}
        >
          {t('integration.remove.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
