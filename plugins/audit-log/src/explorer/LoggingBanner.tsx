import Alert from '@material-ui/lab/Alert';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { LoggingSummary } from 'backstage-plugin-audit-log-common';
import { EntityName, Time, settingsRouteRef, useMe } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: {
      marginBottom: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.text.primary,
    },
    message: { overflowWrap: 'anywhere' },
  }),
  { name: 'AuditLogLoggingBanner' },
);

/** Says that nothing, or not everything, is being recorded; else nothing. */
export function LoggingBanner(props: { logging: LoggingSummary | null }) {
  const { logging } = props;
  const t = useWords();
  const classes = useStyles();
  const me = useMe();
  const settings = useRouteRef(settingsRouteRef)?.();
  if (!logging || (logging.state === 'enabled' && !logging.isImpaired)) {
    return null;
  }
  return (
    <Alert
      severity={logging.isImpaired ? 'error' : 'warning'}
      role="status"
      variant="outlined"
      className={classes.root}
      classes={{ message: classes.message }}
    >
      {logging.state === 'enabled' ? (
        t('explorer.logging.impaired')
      ) : (
        <LoggingState logging={logging} />
      )}
      {me.mayUpdateSettings && settings && (
        <>
          {' '}
          <Link to={settings}>{t('explorer.table.openSettings')}</Link>
        </>
      )}
    </Alert>
  );
}

function LoggingState(props: { logging: LoggingSummary }) {
  const { state, changedAt, changedBy, reason, keptUntil } = props.logging;
  const t = useWords();
  if (state === 'enabling') {
    return <>{t('explorer.logging.enabling')}</>;
  }
  return (
    <>
      {changedAt
        ? t('explorer.logging.disabledSince', {
            time: <Time iso={changedAt} />,
            who: changedBy ? (
              <EntityName entityRef={changedBy} />
            ) : (
              <>{t('shared.system')}</>
            ),
          })
        : t('explorer.logging.disabled')}{' '}
      {reason && t('explorer.logging.reason', { reason })}{' '}
      {keptUntil &&
        t('explorer.logging.keptUntil', { time: <Time iso={keptUntil} /> })}
    </>
  );
}
