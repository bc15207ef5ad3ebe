import { useCallback } from 'react';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { auditLogApiRef, useLoaded } from '../shared';
import { useWords } from '../words';

/** Names what disabling put out of service, until it is set up again. */
export function SetUpAgain() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const dependents = useLoaded(
    useCallback((signal: AbortSignal) => api.getDependents(signal), [api]),
  );
  // Where they can't be read there is nothing to name.
  const { storageIntegrations = [], exportSchedules = [] } =
    dependents.value?.toSetUpAgain ?? {};
  if (storageIntegrations.length + exportSchedules.length === 0) {
    return null;
  }
  return (
    <Alert severity="info" style={{ marginTop: 16 }}>
      <strong>{t('settings.again.heading')}</strong>
      {storageIntegrations.length > 0 && (
        <div>
          {t('settings.again.storageIntegrations', {
            names: storageIntegrations.join(', '),
          })}
        </div>
      )}
      {exportSchedules.length > 0 && (
        <div>
          {t('settings.again.exportSchedules', {
            names: exportSchedules.join(', '),
          })}
        </div>
      )}
    </Alert>
  );
}
