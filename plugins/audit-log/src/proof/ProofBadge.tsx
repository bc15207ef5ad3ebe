import { useCallback, useEffect, useState } from 'react';
import Button from '@material-ui/core/Button';
import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import BrokenIcon from '@material-ui/icons/ReportProblemOutlined';
import VerifiedIcon from '@material-ui/icons/VerifiedUserOutlined';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { Time, auditLogApiRef, errorText } from '../shared';
import { Words, useWords } from '../words';
import { ProofError } from './ProofError';
import { VerifiedEvent, verifyEvent } from './verifyEvent';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 0),
      fontSize: '0.8125rem',
      overflowWrap: 'anywhere',
      '& svg': { fontSize: 20, flexShrink: 0 },
    },
    verified: {
      color: theme.palette.type === 'dark' ? '#81c784' : '#2e7d32',
    },
    broken: { color: theme.palette.error.main },
    quiet: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogProofBadge' },
);

type Check =
  | { status: 'idle' | 'checking' }
  | { status: 'verified'; verified: VerifiedEvent }
  | { status: 'broken' | 'failed'; error: Error };

/** Whether an event is in the log as shown: checked in the browser, on demand. */
export function ProofBadge(props: { event: AuditEvent }) {
  const { event } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const [check, setCheck] = useState<Check>({ status: 'idle' });
  useEffect(() => setCheck({ status: 'idle' }), [event]);

  const run = useCallback(async () => {
    setCheck({ status: 'checking' });
    try {
      const latest = await api.getCheckpoint();
      const inclusion = await api.getInclusion({
        event: event.id,
        size: latest.checkpoint.size,
      });
      setCheck(await checkEvent({ event, inclusion, latest }));
    } catch (error) {
      setCheck({ status: 'failed', error: toError(error) });
    }
  }, [api, event]);

  if (!window.crypto.subtle) {
    return <p className={classes.quiet}>{t('explorer.proof.needsHttps')}</p>;
  }
  return (
    <div className={classes.root} role="status">
      {check.status === 'idle' && (
        <Button size="small" variant="outlined" onClick={run}>
          {t('explorer.proof.check')}
        </Button>
      )}
      {check.status === 'checking' && (
        <CircularProgress size={20} aria-label={t('explorer.proof.checking')} />
      )}
      {check.status === 'verified' && (
        <>
          <VerifiedIcon className={classes.verified} aria-hidden />
          <Verified verified={check.verified} />
        </>
      )}
      {(check.status === 'broken' || check.status === 'failed') && (
        <>
          <BrokenIcon className={classes.broken} aria-hidden />
          <span>
            <strong>{t(`explorer.proof.${check.status}`)}</strong>{' '}
            {problemText(check.error, t)}{' '}
            <Button size="small" onClick={run}>
              {t('shared.retry')}
            </Button>
          </span>
        </>
      )}
    </div>
  );
}

function problemText(error: Error, t: Words): string {
  return error instanceof ProofError
    ? t(`explorer.proof.problem.${error.problem}`, {
        part: error.part,
        held: error.held,
      })
    : errorText(error);
}

async function checkEvent(
  options: Parameters<typeof verifyEvent>[1],
): Promise<Check> {
  try {
    const verified = await verifyEvent(window.crypto.subtle, options);
    return { status: 'verified', verified };
  } catch (error) {
    const isNewer =
      error instanceof ProofError && error.problem === 'newerLeaf';
    return { status: isNewer ? 'failed' : 'broken', error: toError(error) };
  }
}

function Verified(props: { verified: VerifiedEvent }) {
  const { size, time, signedBy } = props.verified;
  const t = useWords();
  const classes = useStyles();
  return (
    <span>
      <strong>{t('explorer.proof.verified')}</strong>{' '}
      {t('explorer.proof.checkpoint', {
        size: size.toLocaleString(),
        time: <Time iso={time} />,
      })}{' '}
      {signedBy
        ? t('explorer.proof.signedBy', { key: signedBy })
        : t('explorer.proof.unsigned')}{' '}
      <span className={classes.quiet}>{t('explorer.proof.where')}</span>
    </span>
  );
}
