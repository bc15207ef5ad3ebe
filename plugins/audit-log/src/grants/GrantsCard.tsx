import { useCallback, useState } from 'react';
import PeopleIcon from '@material-ui/icons/PeopleOutlined';
import { useApi } from '@backstage/frontend-plugin-api';
import { ListCard, useUnsaved } from '../settings';
import { Notice, auditLogApiRef, useLoaded, useMe } from '../shared';
import { useWords } from '../words';
import { GrantDialog } from './GrantDialog';
import { GrantItem } from './GrantItem';
import { RevokeDialog } from './RevokeDialog';

type Open = { dialog: 'create' } | { dialog: 'edit' | 'revoke'; id: string };

/** Who was let read the log, for those who may say so. */
export function GrantsCard() {
  return useMe().mayManageGrants ? <Grants /> : null;
}

function Grants() {
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const grants = useLoaded(
    useCallback((signal: AbortSignal) => api.listGrants(signal), [api]),
  );
  const [open, setOpen] = useState<Open>();
  useUnsaved(open !== undefined);
  const chosen =
    open && 'id' in open
      ? grants.value?.items.find(({ id }) => id === open.id)
      : undefined;
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    grants.reload();
  };

  return (
    <ListCard
      heading={t('grant.heading')}
      intro={t('grant.intro')}
      create={t('grant.create')}
      onCreate={() => setOpen({ dialog: 'create' })}
      loading={t('grant.loading')}
      failed={t('grant.failed')}
      list={grants}
      item={grant => (
        <GrantItem
          key={grant.id}
          grant={grant}
          onEdit={() => setOpen({ dialog: 'edit', id: grant.id })}
          onRevoke={() => setOpen({ dialog: 'revoke', id: grant.id })}
        />
      )}
      empty={
        <Notice icon={<PeopleIcon />} title={t('grant.emptyTitle')}>
          {t('grant.emptyText')}
        </Notice>
      }
    >
      {open?.dialog === 'create' && (
        <GrantDialog onClose={close} onSaved={done} onReload={grants.reload} />
      )}
      {open?.dialog === 'edit' && chosen && (
        <GrantDialog
          key={chosen.version}
          grant={chosen}
          onClose={close}
          onSaved={done}
          onReload={grants.reload}
        />
      )}
      {open?.dialog === 'revoke' && chosen && (
        <RevokeDialog grant={chosen} onClose={close} onRevoked={done} />
      )}
    </ListCard>
  );
}
