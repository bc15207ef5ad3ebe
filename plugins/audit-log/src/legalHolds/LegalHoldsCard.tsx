import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import { LegalHold } from 'backstage-plugin-audit-log-common';
import { SettingsCard } from '../settings';
import { auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { LegalHoldDialog } from './LegalHoldDialog';
import { LegalHoldItem } from './LegalHoldItem';
import { LiftDialog } from './LiftDialog';

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: theme.spacing(1, 0, -1.5),
      padding: 0,
      listStyle: 'none',
      fontFamily: theme.typography.fontFamily,
      '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
  }),
  { name: 'AuditLogLegalHolds' },
);

/** What is held back from being removed. */
export function LegalHoldsCard() {
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const holds = useLoaded(
    useCallback((signal: AbortSignal) => api.listLegalHolds(signal), [api]),
  );
  const [open, setOpen] = useState<'create' | LegalHold>();
  const { value, status, reload } = holds;
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    reload();
  };

  return (
    <SettingsCard
      heading={t('legalHold.heading')}
      actions={
        <Button
          variant="outlined"
          disabled={!value}
          onClick={() => setOpen('create')}
        >
          {t('legalHold.create')}
        </Button>
      }
    >
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('legalHold.intro')}
      </Typography>
      {status === 'failed' && (
        <Alert
          severity="error"
          action={
            <Button color="inherit" size="small" onClick={reload}>
              {t('shared.retry')}
            </Button>
          }
        >
          {t('legalHold.failed')} {errorText(holds.error)}
        </Alert>
      )}
      {!value && status === 'loading' && (
        <div role="progressbar" aria-label={t('legalHold.loading')}>
          <Skeleton width="45%" />
        </div>
      )}
      {value?.items.length === 0 && (
        <Typography variant="body2">{t('legalHold.none')}</Typography>
      )}
      {value && value.items.length > 0 && (
        <ul className={classes.list}>
          {value.items.map(hold => (
            <LegalHoldItem
              key={hold.id}
              hold={hold}
              onLift={() => setOpen(hold)}
            />
          ))}
        </ul>
      )}
      {open === 'create' && <LegalHoldDialog onClose={close} onSaved={done} />}
      {open && open !== 'create' && (
        <LiftDialog hold={open} onClose={close} onLifted={done} />
      )}
    </SettingsCard>
  );
}
