import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { Grant } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, EntityName, auditLogApiRef } from '../shared';
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
  return (
    <ConfirmDialog
      title={t('grant.remove.title', {
        grantee: <EntityName entityRef={grant.grantee} noLink />,
      })}
      action={t('grant.remove.confirm')}
      failed={t('grant.remove.failed')}
      onConfirm={() => api.revokeGrant(grant.id)}
      onDone={onRevoked}
      onClose={onClose}
    >
      <Typography variant="body2">{t('grant.remove.text')}</Typography>
    </ConfirmDialog>
  );
}
