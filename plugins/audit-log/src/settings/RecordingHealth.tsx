import { useCallback } from 'react';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import { LifecycleState, Status } from 'backstage-plugin-audit-log-common';
import {
  OutcomeLabel,
  auditLogApiRef,
  errorText,
  useLoaded,
  useRenewal,
} from '../shared';
import { useWords } from '../words';
import { HealthFacts } from './HealthFacts';
import { QuarantinedEvents } from './QuarantinedEvents';
import { SettingsCard } from './SettingsCard';

const POLL_MS = 15_000;

/**
 * Whether everything that happens is being recorded.
 *
 * @param props - `state`: a change of it asks anew
 */
export function RecordingHealth(props: { state: LifecycleState }) {
  const { state } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const health = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.getStatus(signal),
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, state],
    ),
  );
  const { value, reload } = health;
  useRenewal(health, POLL_MS);

  return (
    <SettingsCard
      heading={t('settings.health.heading')}
      tag={value && <HealthTag health={value.health} />}
    >
      {health.status === 'failed' && (
        <Alert severity="error">
          {t('settings.health.failed')} {errorText(health.error)}
        </Alert>
      )}
      {value ? <HealthFacts status={value} /> : <Skeleton width="60%" />}
      {value && value.quarantined > 0 && (
        <QuarantinedEvents count={value.quarantined} onChanged={reload} />
      )}
    </SettingsCard>
  );
}

function HealthTag(props: { health: Status['health'] }) {
  const t = useWords();
  return (
    <OutcomeLabel
      outcome={props.health === 'ok' ? 'succeeded' : 'failed'}
      label={t(`settings.health.${props.health}`)}
    />
  );
}
