import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { TimeAgo, auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
    },
    heading: { fontSize: '0.9375rem', fontWeight: 600 },
    action: { marginLeft: 'auto' },
    list: {
      listStyle: 'none',
      margin: theme.spacing(1, 0),
      padding: 0,
      maxHeight: 320,
      overflowY: 'auto',
      '& li': {
        padding: theme.spacing(1, 0),
        borderTop: `1px solid ${theme.palette.divider}`,
        overflowWrap: 'anywhere',
      },
    },
    what: { fontSize: '0.875rem' },
    alert: { marginTop: theme.spacing(1) },
  }),
  { name: 'AuditLogQuarantinedEvents' },
);

/**
 * Events that the log refuses, and another try for all of them.
 *
 * @param props - `count`: a change of it asks anew; `onRetried` is called when
 * they are being tried again
 */
export function QuarantinedEvents(props: {
  count: number;
  onRetried: () => void;
}) {
  const { count, onRetried } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const [isRetrying, setRetrying] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const { value, ...loaded } = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.listQuarantined(signal),
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, count],
    ),
  );
  const retry = async () => {
    setRetrying(true);
    setFailure(undefined);
    try {
      await api.retryQuarantined();
      onRetried();
    } catch (error) {
      setFailure(toError(error));
    } finally {
      setRetrying(false);
    }
  };
  const error =
    failure ?? (loaded.status === 'failed' ? loaded.error : undefined);

  return (
    <section
      className={classes.root}
      aria-label={t('settings.quarantine.heading')}
    >
      <div className={classes.head}>
        <Typography component="h3" className={classes.heading}>
          {t('settings.quarantine.heading')}
        </Typography>
        <Button
          className={classes.action}
          size="small"
          variant="outlined"
          disabled={isRetrying}
          onClick={retry}
        >
          {t('settings.quarantine.retry')}
        </Button>
      </div>
      <Typography variant="caption" color="textSecondary">
        {t('settings.quarantine.intro')}
      </Typography>
      {error && (
        <Alert severity="error" className={classes.alert}>
          {t('settings.quarantine.failed')} {errorText(error)}
        </Alert>
      )}
      {value && (
        <ul className={classes.list}>
          {value.items.map(
            ({ id, plugin, eventId, since, reason, instance }) => (
              <li key={id}>
                <div className={classes.what}>
                  <strong>{`${plugin}.${eventId}`}</strong> {'\u00b7'}{' '}
                  <TimeAgo iso={since} /> {'\u00b7'} {instance}
                </div>
                <Typography variant="caption" color="textSecondary">
                  {reason}
                </Typography>
              </li>
            ),
          )}
        </ul>
      )}
      {value && value.total > value.items.length && (
        <Typography variant="caption" color="textSecondary">
          {t('settings.quarantine.more', {
            count: value.total - value.items.length,
          })}
        </Typography>
      )}
    </section>
  );
}
