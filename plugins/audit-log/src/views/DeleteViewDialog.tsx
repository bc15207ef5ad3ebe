import { useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { View } from 'backstage-plugin-audit-log-common';
import { ConfirmDialog, auditLogApiRef, useLoaded } from '../shared';
import { useWords } from '../words';
import { ViewUsersAlert } from './ViewUsersAlert';

/** Asks before a view is deleted, and says who uses it. */
export function DeleteViewDialog(props: {
  view: View;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { view, onClose, onDeleted } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const used = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.getView(view.id, signal)).usedBy,
      [api, view.id],
    ),
  );
  const users = used.value ?? [];

  return (
    <ConfirmDialog
      title={t('view.deleteTitle', { name: view.name })}
      action={t('view.remove')}
      failed={t('view.deleteFailed')}
      isBlocked={used.status === 'loading' || users.length > 0}
      onConfirm={() => api.deleteView(view.id)}
      onDone={onDeleted}
      onClose={onClose}
    >
      <Typography variant="body2">{t('view.deleteText')}</Typography>
      {users.length > 0 && (
        <ViewUsersAlert view={view} users={users}>
          {t('view.usedByHelp')}
        </ViewUsersAlert>
      )}
    </ConfirmDialog>
  );
}
