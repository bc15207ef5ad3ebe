import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { Grant } from 'backstage-plugin-audit-log-common';
import { EntityName, auditLogApiRef, errorText, isGone } from '../shared';
import { useWords } from '../words';

/** Asks before a grant is revoked. */
export function RevokeDialog(props: {
  grant: Grant;
  onClose: () => void;
  onRevoked: () => void;
}) {
  const { grant, onClose, onRevoked } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();

  const revoke = async () => {
    setSent(true);
    setFailure(undefined);
    try {
      await api.revokeGrant(grant.id);
      onRevoked();
    } catch (error) {
      if (isGone(error)) {
        // Somebody else has done it meanwhile.
        onRevoked();
        return;
      }
      setFailure(errorText(error));
      setSent(false);
    }
  };

  return (
    <Dialog open onClose={onClose} aria-labelledby="audit-log-grant-revoke">
      <DialogTitle id="audit-log-grant-revoke">
        {t('grant.remove.title', {
          grantee: <EntityName entityRef={grant.grantee} noLink />,
        })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2">{t('grant.remove.text')}</Typography>
        {failure && (
          <Alert severity="error" style={{ marginTop: 16 }}>
            {t('grant.remove.failed')} {failure}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent}
          onClick={revoke}
        >
          {t('grant.remove.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
