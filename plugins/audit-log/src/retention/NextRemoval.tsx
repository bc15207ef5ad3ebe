import { useCallback } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditLogSettings,
  RetentionPreview,
} from 'backstage-plugin-audit-log-common';
import { Time, auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { useCountText } from './useCountText';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'auto 1fr',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(0.5, 0, 1),
      fontSize: '0.875rem',
      '& dt': { color: theme.palette.text.secondary },
      '& dd': { margin: 0 },
    },
  }),
  { name: 'AuditLogNextRemoval' },
);

/** What retention removes next, and what is held back. */
export function NextRemoval(props: { settings: AuditLogSettings }) {
  const { version, holdUnexported } = props.settings;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const next = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.previewRetention({}, signal),
      // Counted again when the settings have changed.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, version],
    ),
  );
  return (
    <div className={classes.root}>
      <Typography variant="subtitle2" component="h3">
        {t('retention.next.heading')}
      </Typography>
      {next.status === 'failed' && (
        <Alert severity="error">
          {t('retention.next.failed')} {errorText(next.error)}
        </Alert>
      )}
      {next.value ? (
        <Counts preview={next.value} isHeldBack={holdUnexported} />
      ) : (
        next.status !== 'failed' && (
          <div role="progressbar" aria-label={t('retention.next.loading')}>
            <Skeleton width="40%" />
          </div>
        )
      )}
    </div>
  );
}

function Counts(props: { preview: RetentionPreview; isHeldBack: boolean }) {
  const { preview, isHeldBack } = props;
  const t = useWords();
  const classes = useStyles();
  const text = useCountText();
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('retention.next.dueNow')}</dt>
        <dd>{text(preview.dueNow)}</dd>
        <dt>
          {t('retention.next.dueSoon', {
            date: <Time iso={preview.soonUntil} />,
          })}
        </dt>
        <dd>{text(preview.dueSoon)}</dd>
        {(preview.onLegalHold.count > 0 || !preview.onLegalHold.isComplete) && (
          <>
            <dt>{t('retention.next.onLegalHold')}</dt>
            <dd>{text(preview.onLegalHold)}</dd>
          </>
        )}
      </dl>
      {preview.unexported.map(({ schedule, events }) => (
        <Alert
          key={schedule}
          severity={isHeldBack ? 'info' : 'warning'}
          style={{ marginTop: 8 }}
        >
          {t(
            isHeldBack
              ? 'retention.next.unexportedHeld'
              : 'retention.next.unexportedLost',
            { schedule, events: text(events) },
          )}
        </Alert>
      ))}
    </>
  );
}
