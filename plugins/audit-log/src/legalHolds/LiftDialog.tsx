import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { LegalHold } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, auditLogApiRef } from '../shared';
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
  return (
    <ConfirmDialog
      title={t('legalHold.remove.title', { name: hold.name })}
      action={t('legalHold.remove.confirm')}
      failed={t('legalHold.remove.failed')}
      onConfirm={() => api.releaseLegalHold(hold.id)}
      onDone={onLifted}
      onClose={onClose}
    >
      <Typography variant="body2" paragraph>
        <HeldEvents query={hold.query} />.
      </Typography>
      <Typography variant="body2">{t('legalHold.remove.text')}</Typography>
    </ConfirmDialog>
  );
}
