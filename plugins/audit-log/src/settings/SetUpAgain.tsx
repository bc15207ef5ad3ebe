import { ReactNode, useCallback } from 'react';
import Alert from '@material-ui/lab/Alert';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { auditLogApiRef, useExportLinks, useLoaded } from '../shared';
import { useWords } from '../words';
import { anchorOf } from './anchorOf';

/** Names what disabling put out of service, until it is set up again. */
export function SetUpAgain() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const links = useExportLinks();
  const dependents = useLoaded(
    useCallback((signal: AbortSignal) => api.getDependents(signal), [api]),
  );
  // Where they can't be read there is nothing to name.
  const { storageIntegrations = [], exportSchedules = [] } =
    dependents.value?.toSetUpAgain ?? {};
  if (storageIntegrations.length + exportSchedules.length === 0) {
    return null;
  }
  const scheduleLink = (name: string) => {
    const schedule = dependents.value?.exportSchedules.find(
      one => one.name === name,
    );
    return schedule ? links.schedule(schedule.id) : links.list;
  };
  return (
    <Alert severity="info" style={{ marginTop: 16 }}>
      <strong>{t('settings.again.heading')}</strong>
      {storageIntegrations.length > 0 && (
        <div>
          {t('settings.again.storageIntegrations', {
            names: listed(storageIntegrations, name => (
              <a href={`#${anchorOf(t('integration.heading'))}`}>{name}</a>
            )),
          })}
        </div>
      )}
      {exportSchedules.length > 0 && (
        <div>
          {t('settings.again.exportSchedules', {
            names: listed(exportSchedules, name => (
              <Link to={scheduleLink(name)} underline="always">
                {name}
              </Link>
            )),
          })}
        </div>
      )}
    </Alert>
  );
}

/** `archive, lake`, each with its link. */
function listed(names: string[], link: (name: string) => ReactNode) {
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          {link(name)}
        </span>
      ))}
    </>
  );
}
