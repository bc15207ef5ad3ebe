import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { toError } from '@backstage/errors';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { View } from 'backstage-plugin-audit-log-common';
import {
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
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<Error>();
  const used = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.getView(view.id, signal)).usedBy,
      [api, view.id],
    ),
  );
  const users = used.value ?? [];

  const remove = async () => {
    setSent(true);
    try {
      await api.deleteView(view.id);
      onDeleted();
    } catch (failure) {
      setError(toError(failure));
      setSent(false);
    }
  };

  return (
    <Dialog open onClose={onClose} aria-labelledby="audit-log-view-delete">
      <DialogTitle id="audit-log-view-delete">
        {t('view.deleteTitle', { name: view.name })}
      </DialogTitle>
      <DialogContent>
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
        {error && (
          <Alert severity="error" style={{ marginTop: 16 }}>
            {error.message}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent || used.status === 'loading' || users.length > 0}
          onClick={remove}
        >
          {t('view.remove')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
