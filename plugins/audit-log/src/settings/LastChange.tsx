import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { EntityName, Time, daysLeft, formatDay } from '../shared';
import { useWords } from '../words';

/** Who switched it last, when and why, and what that means for the events. */
export function LastChange(props: { settings: AuditLogSettings }) {
  const { settings } = props;
  const { state, changedAt, keptUntil, retentionDays } = settings;
  const t = useWords();
  if (!changedAt) {
    return (
      <Typography variant="body2">{t('settings.neverEnabled')}</Typography>
    );
  }
  return (
    <>
      <ChangedBy settings={settings} />
      {state === 'enabled' && (
        <Typography variant="body2" color="textSecondary">
          {t('settings.retention', { count: retentionDays })}
        </Typography>
      )}
      {state === 'disabled' && <Kept until={keptUntil} />}
    </>
  );
}

/** Who switched it last, when and why. */
export function ChangedBy(props: { settings: AuditLogSettings }) {
  const { state, changedAt, changedBy, reason } = props.settings;
  const t = useWords();
  return (
    <>
      <Typography variant="body2" component="div">
        {t(`settings.changed.${state}`, {
          actor: changedBy ? (
            <EntityName entityRef={changedBy} />
          ) : (
            <>{t('shared.system')}</>
          ),
        })}
        {changedAt && (
          <>
            {' · '}
            <Time iso={changedAt} />
          </>
        )}
      </Typography>
      {reason && (
        <Typography variant="body2" color="textSecondary">
          {t('settings.reason', { reason })}
        </Typography>
      )}
    </>
  );
}

function Kept(props: { until: string | null }) {
  const { until } = props;
  const t = useWords();
  if (!until) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('settings.purged')}
      </Typography>
    );
  }
  if (daysLeft(until, new Date()) === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('settings.overdue', { date: formatDay(until) })}
      </Typography>
    );
  }
  return (
    <Alert severity="warning" style={{ marginTop: 16 }}>
      <strong>
        {t('settings.keptUntil', {
          date: formatDay(until),
          count: daysLeft(until, new Date()),
        })}
      </strong>
      <div>{t('settings.recover')}</div>
    </Alert>
  );
}
