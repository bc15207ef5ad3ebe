import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { QuarantinedEventSummary } from 'backstage-plugin-audit-log-common';
import {
  ConfirmDialog,
  TimeAgo,
  auditLogApiRef,
  errorText,
  useLoaded,
} from '../shared';
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
    actions: {
      display: 'flex',
      gap: theme.spacing(1),
      marginLeft: 'auto',
    },
    item: { display: 'flex', gap: theme.spacing(2) },
    text: { flex: 1 },
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
 * Events that the log refuses: another try for all of them, or the end of
 * some.
 *
 * @param props - `count`: a change of it asks anew; `onChanged` is called when
 * they are being tried again, or are gone
 */
export function QuarantinedEvents(props: {
  count: number;
  onChanged: () => void;
}) {
  const { count, onChanged } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const [changes, setChanges] = useState(0);
  const [isRetrying, setRetrying] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const [discarding, setDiscarding] = useState<QuarantinedEventSummary[]>();
  const { value, ...loaded } = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.listQuarantined(signal),
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, count, changes],
    ),
  );
  const retry = async () => {
    setRetrying(true);
    setFailure(undefined);
    try {
      await api.retryQuarantined();
      onChanged();
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
        <div className={classes.actions}>
          <Button
            size="small"
            variant="outlined"
            disabled={!value || value.items.length === 0}
            onClick={() => setDiscarding(value?.items)}
          >
            {t('settings.quarantine.discardAll')}
          </Button>
          <Button
            size="small"
            variant="outlined"
            disabled={isRetrying}
            onClick={retry}
          >
            {t('settings.quarantine.retry')}
          </Button>
        </div>
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
          {value.items.map(item => (
            <li key={item.id} className={classes.item}>
              <div className={classes.text}>
                <div className={classes.what}>
                  <strong>
                    {nameOf(item) ?? t('settings.quarantine.torn')}
                  </strong>{' '}
                  {'\u00b7'} <TimeAgo iso={item.since} /> {'\u00b7'}{' '}
                  {item.instance}
                </div>
                {(item.actor || item.target) && (
                  <div className={classes.what}>
                    {t('settings.quarantine.who', {
                      actor: item.actor ?? t('settings.quarantine.nobody'),
                      target: item.target ?? t('settings.quarantine.nothing'),
                    })}
                  </div>
                )}
                <Typography variant="caption" color="textSecondary">
                  {item.reason}
                </Typography>
              </div>
              <Button
                size="small"
                aria-label={t('settings.quarantine.discardOne', {
                  event: nameOf(item) ?? item.id,
                })}
                onClick={() => setDiscarding([item])}
              >
                {t('settings.quarantine.discard')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {value && value.total > value.items.length && (
        <Typography variant="caption" color="textSecondary">
          {t('settings.quarantine.more', {
            count: value.total - value.items.length,
          })}
        </Typography>
      )}
      {discarding && (
        <ConfirmDialog
          title={t('settings.quarantine.discardTitle', {
            count: discarding.length,
          })}
          action={t('settings.quarantine.discard')}
          failed={t('settings.quarantine.discardFailed')}
          onConfirm={() =>
            api.discardQuarantined({ ids: discarding.map(({ id }) => id) })
          }
          onDone={() => {
            setDiscarding(undefined);
            setChanges(changes + 1);
            onChanged();
          }}
          onClose={() => setDiscarding(undefined)}
        >
          <Typography>{t('settings.quarantine.discardMeans')}</Typography>
        </ConfirmDialog>
      )}
    </section>
  );
}

/** Undefined where its file can't be read. */
function nameOf(item: QuarantinedEventSummary): string | undefined {
  return item.eventId ? `${item.plugin}.${item.eventId}` : undefined;
}
