import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import PeopleIcon from '@material-ui/icons/PeopleOutlined';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { useApi } from '@backstage/frontend-plugin-api';
import { SettingsCard } from '../settings';
import { Notice, auditLogApiRef, errorText, useLoaded, useMe } from '../shared';
import { useWords } from '../words';
import { GrantDialog } from './GrantDialog';
import { GrantItem } from './GrantItem';
import { RevokeDialog } from './RevokeDialog';

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
  { name: 'AuditLogGrants' },
);

type Open = { dialog: 'create' } | { dialog: 'edit' | 'revoke'; id: string };

/** Who was let read the log, for those who may say so. */
export function GrantsCard() {
  return useMe().mayManageGrants ? <Grants /> : null;
}

function Grants() {
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const grants = useLoaded(
    useCallback((signal: AbortSignal) => api.listGrants(signal), [api]),
  );
  const [open, setOpen] = useState<Open>();
  const { value, status, reload } = grants;
  const items = value?.items ?? [];
  const chosen =
    open && 'id' in open ? items.find(({ id }) => id === open.id) : undefined;
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    reload();
  };
  const create = (
    <Button
      variant={items.length > 0 ? 'outlined' : 'contained'}
      color={items.length > 0 ? 'default' : 'primary'}
      disabled={!value}
      onClick={() => setOpen({ dialog: 'create' })}
    >
      {t('grant.create')}
    </Button>
  );

  return (
    <SettingsCard
      heading={t('grant.heading')}
      actions={items.length > 0 ? create : undefined}
    >
      <Typography variant="body2" color="textSecondary">
        {t('grant.intro')}
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
          {t('grant.failed')} {errorText(grants.error)}
        </Alert>
      )}
      {!value && status === 'loading' && (
        <div role="progressbar" aria-label={t('grant.loading')}>
          <Skeleton width="45%" />
          <Skeleton width="70%" />
        </div>
      )}
      {value && items.length === 0 && (
        <Notice
          icon={<PeopleIcon />}
          title={t('grant.emptyTitle')}
          actions={create}
        >
          {t('grant.emptyText')}
        </Notice>
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map(grant => (
            <GrantItem
              key={grant.id}
              grant={grant}
              onEdit={() => setOpen({ dialog: 'edit', id: grant.id })}
              onRevoke={() => setOpen({ dialog: 'revoke', id: grant.id })}
            />
          ))}
        </ul>
      )}
      {open?.dialog === 'create' && (
        <GrantDialog onClose={close} onSaved={done} onReload={reload} />
      )}
      {open?.dialog === 'edit' && chosen && (
        <GrantDialog
          key={chosen.version}
          grant={chosen}
          onClose={close}
          onSaved={done}
          onReload={reload}
        />
      )}
      {open?.dialog === 'revoke' && chosen && (
        <RevokeDialog grant={chosen} onClose={close} onRevoked={done} />
      )}
    </SettingsCard>
  );
}
