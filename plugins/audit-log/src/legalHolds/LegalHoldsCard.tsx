import { useCallback, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { LegalHold } from 'backstage-plugin-audit-log-common';
import { ListCard, useUnsaved } from '../settings';
import { auditLogApiRef, useLoaded } from '../shared';
import { useWords } from '../words';
import { LegalHoldDialog } from './LegalHoldDialog';
import { LegalHoldItem } from './LegalHoldItem';
import { LiftDialog } from './LiftDialog';

/** What is held back from being removed. */
export function LegalHoldsCard() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const holds = useLoaded(
    useCallback((signal: AbortSignal) => api.listLegalHolds(signal), [api]),
  );
  const [open, setOpen] = useState<'create' | LegalHold>();
  useUnsaved(open !== undefined);
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    holds.reload();
  };

  return (
    <ListCard
      heading={t('legalHold.heading')}
      intro={t('legalHold.intro')}
      create={t('legalHold.create')}
      onCreate={() => setOpen('create')}
      loading={t('legalHold.loading')}
      failed={t('legalHold.failed')}
      list={holds}
      item={hold => (
        <LegalHoldItem key={hold.id} hold={hold} onLift={() => setOpen(hold)} />
      )}
      empty={
        <Typography variant="body2" style={{ marginTop: 16 }}>
          {t('legalHold.none')}
        </Typography>
      }
    >
      {open === 'create' && <LegalHoldDialog onClose={close} onSaved={done} />}
      {open && open !== 'create' && (
        <LiftDialog hold={open} onClose={close} onLifted={done} />
      )}
    </ListCard>
  );
}
