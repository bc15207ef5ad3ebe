import { useCallback, useEffect } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import { LifecycleState, Status } from 'backstage-plugin-audit-log-common';
import {
  OutcomeLabel,
  TimeAgo,
  auditLogApiRef,
  errorText,
  useLoaded,
} from '../shared';
import { useWords } from '../words';
import { QuarantinedEvents } from './QuarantinedEvents';
import { SettingsCard } from './SettingsCard';

const POLL_MS = 15_000;

const useStyles = makeStyles(
  theme => ({
    facts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr 1fr' },
      gap: theme.spacing(2),
      margin: theme.spacing(2, 0),
      '& dt': { color: theme.palette.text.secondary, fontSize: '0.75rem' },
      '& dd': {
        margin: 0,
        fontSize: '0.9375rem',
        fontVariantNumeric: 'tabular-nums',
        overflowWrap: 'anywhere',
      },
    },
    wide: { gridColumn: '1 / -1' },
    alert: { marginBottom: theme.spacing(1) },
  }),
  { name: 'AuditLogRecordingHealth' },
);

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
  const { status, value, reload } = health;
  useEffect(() => {
    if (status === 'loading') {
      return undefined;
    }
    const timer = setTimeout(reload, POLL_MS);
    return () => clearTimeout(timer);
  }, [status, value, reload]);

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
      {value && value.recorder.quarantined > 0 && (
        <QuarantinedEvents
          count={value.recorder.quarantined}
          onRetried={reload}
        />
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

function HealthFacts(props: { status: Status }) {
  const { auditorActive, problems, completeTo, recorder, replicas } =
    props.status;
  const addresses = props.status.trustsProxy ? 'forwarded' : 'direct';
  const t = useWords();
  const classes = useStyles();
  const counts = [
    ['appended', recorder.appended],
    ['queued', recorder.queued],
    ['openOperations', recorder.openOperations],
    ['dropped', recorder.dropped],
    ['quarantined', recorder.quarantined],
  ] as const;
  return (
    <>
      {!auditorActive && (
        <Alert severity="error" className={classes.alert}>
          {t('settings.health.auditorInactive')}
        </Alert>
      )}
      {problems.map(problem => (
        <Alert key={problem} severity="warning" className={classes.alert}>
          {problem}
        </Alert>
      ))}
      <dl className={classes.facts}>
        <div>
          <dt>{t('settings.health.completeTo')}</dt>
          <dd
            title={t('settings.health.sequence', {
              sequence: completeTo.sequence,
            })}
          >
            {completeTo.time ? (
              <TimeAgo iso={completeTo.time} />
            ) : (
              t('settings.health.never')
            )}
          </dd>
        </div>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{t(`settings.health.${name}`)}</dt>
            <dd>{count.toLocaleString()}</dd>
          </div>
        ))}
        <div>
          <dt>{t('settings.health.instance')}</dt>
          <dd>{recorder.instance}</dd>
        </div>
        {replicas.length > 0 && (
          <div className={classes.wide}>
            <dt>{t('settings.health.replicas')}</dt>
            <dd>{replicas.join(', ')}</dd>
          </div>
        )}
        <div className={classes.wide}>
          <dt>{t('settings.health.addresses')}</dt>
          <dd>{t(`settings.health.${addresses}`)}</dd>
        </div>
        {recorder.lastAppendError && (
          <div className={classes.wide}>
            <dt>{t('settings.health.lastAppendError')}</dt>
            <dd>{recorder.lastAppendError}</dd>
          </div>
        )}
      </dl>
      <Typography variant="caption" color="textSecondary">
        {t('settings.health.sinceStart')}
      </Typography>
    </>
  );
}
