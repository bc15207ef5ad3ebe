import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { LegalHold } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, errorText, isGone } from '../shared';
import { useWords } from '../words';
import { HeldEvents } from './HeldEvents';

/** Asks before a legal hold is lifted. */
export function LiftDialog(props: {
  hold: LegalHold;
  onClose: () => void;
  onLifted: () => void;
}) {
  const { hold, onClose, onLifted } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();

  const lift = async () => {
    setSent(true);
    setFailure(undefined);
    try {
      await api.releaseLegalHold(hold.id);
      onLifted();
    } catch (error) {
      if (isGone(error)) {
        // Somebody else has done it meanwhile.
        onLifted();
        return;
      }
      setFailure(errorText(error));
      setSent(false);
    }
  };

  return (
    <Dialog open onClose={onClose} aria-labelledby="audit-log-hold-lift">
      <DialogTitle id="audit-log-hold-lift">
        {t('legalHold.remove.title', { name: hold.name })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" paragraph>
          <HeldEvents query={hold.query} />.
        </Typography>
        <Typography variant="body2">{t('legalHold.remove.text')}</Typography>
        {failure && (
          <Alert severity="error" style={{ marginTop: 16 }}>
            {t('legalHold.remove.failed')} {failure}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent}
          onClick={lift}
        >
          {t('legalHold.remove.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
