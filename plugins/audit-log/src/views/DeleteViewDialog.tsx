import { useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { View } from 'backstage-plugin-audit-log-common';
import {
  ConfirmDialog,
  EntityName,
  auditLogApiRef,
  useExportLinks,
  useLoaded,
  useMe,
} from '../shared';
import { useWords } from '../words';

/** Asks before a view is deleted, and says who uses it. */
export function DeleteViewDialog(props: {
  view: View;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { view, onClose, onDeleted } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const links = useExportLinks();
  const { mayManageExports } = useMe();
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
        <Alert severity="warning" style={{ marginTop: 16 }}>
          {mayManageExports ? (
            <Link to={links.listOf({ viewId: view.id })} underline="always">
              {t('view.usedBy', { count: users.length })}
            </Link>
          ) : (
            t('view.usedBy', { count: users.length })
          )}
          <ul>
            {users.map(user => (
              <li key={user.id}>
                {user.name} (
                {t('view.by', {
                  owner: <EntityName entityRef={user.owner} />,
                })}
                )
              </li>
            ))}
          </ul>
          {t('view.usedByHelp')}
        </Alert>
      )}
    </ConfirmDialog>
  );
}
