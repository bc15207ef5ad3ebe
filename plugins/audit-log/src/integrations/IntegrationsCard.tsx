import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloudIcon from '@material-ui/icons/CloudUploadOutlined';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ListedIntegration } from 'backstage-plugin-audit-log-common';
import { SettingsCard, useUnsaved } from '../settings';
import { Notice, errorText, useMe } from '../shared';
import { useWords } from '../words';
import { CredentialsDialog } from './CredentialsDialog';
import { DeleteDialog } from './DeleteDialog';
import { CreateDialog, EditDialog } from './IntegrationDialog';
import { IntegrationAction, IntegrationItem } from './IntegrationItem';
import { TestDialog } from './TestDialog';
import { useIntegrations } from './useIntegrations';

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: theme.spacing(1, 0, -2),
      padding: 0,
      listStyle: 'none',
      fontFamily: theme.typography.fontFamily,
      '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
  }),
  { name: 'AuditLogIntegrations' },
);

type Open = { dialog: 'create' } | { dialog: IntegrationAction; name: string };

/** Where exports go, for those who may manage it. */
export function IntegrationsCard() {
  return useMe().mayManageStorage ? <Integrations /> : null;
}

/** Every storage integration, and what can be done with it. */
function Integrations() {
  const t = useWords();
  const classes = useStyles();
  const list = useIntegrations();
  const [open, setOpen] = useState<Open>();
  useUnsaved(open !== undefined);
  const { value, status } = list;

  const create = (
    <Button
      variant={value?.items.length ? 'outlined' : 'contained'}
      color={value?.items.length ? 'default' : 'primary'}
      disabled={!value}
      onClick={() => setOpen({ dialog: 'create' })}
    >
      {t('integration.create')}
    </Button>
  );

  return (
    <SettingsCard
      heading={t('integration.heading')}
      actions={value?.items.length ? create : undefined}
    >
      {(!value || value.items.length > 0) && (
        <Typography variant="body2" color="textSecondary">
          {t('integration.intro')}
        </Typography>
      )}
      {status === 'failed' && (
        <Alert
          severity="error"
          action={
            <Button color="inherit" size="small" onClick={list.reload}>
              {t('shared.retry')}
            </Button>
          }
        >
          {t('integration.failed')} {errorText(list.error)}
        </Alert>
      )}
      {!value && status === 'loading' && (
        <div role="progressbar" aria-label={t('integration.loading')}>
          <Skeleton width="45%" />
          <Skeleton width="70%" />
        </div>
      )}
      {value?.items.length === 0 && (
        <Notice
          icon={<CloudIcon />}
          title={t('integration.emptyTitle')}
          actions={create}
        >
          {t('integration.emptyText')}
        </Notice>
      )}
      {value && value.items.length > 0 && (
        <ul className={classes.list}>
          {value.items.map(item => (
            <IntegrationItem
              key={item.id}
              integration={item}
              onAction={dialog => setOpen({ dialog, name: item.name })}
            />
          ))}
        </ul>
      )}
      {value && open && (
        <OpenDialog
          open={open}
          list={value}
          onOpen={setOpen}
          onChanged={list.reload}
        />
      )}
    </SettingsCard>
  );
}

function OpenDialog(props: {
  open: Open;
  list: NonNullable<ReturnType<typeof useIntegrations>['value']>;
  onOpen: (open: Open | undefined) => void;
  onChanged: () => void;
}) {
  const { open, list, onOpen, onChanged } = props;
  const t = useWords();
  const toasts = useApi(toastApiRef);
  const close = () => onOpen(undefined);
  const tell = (what: 'saved' | 'deleted', name: string) => {
    toasts.post({
      title: t(`integration.toast.${what}`, { name }),
      status: 'success',
      timeout: 5000,
    });
    onChanged();
  };
  if (open.dialog === 'create') {
    return (
      <CreateDialog
        offer={list}
        onClose={close}
        onSaved={({ name }) => {
          onChanged();
          onOpen({ dialog: 'credentials', name });
        }}
      />
    );
  }
  const integration = list.items.find(
    ({ name }): boolean => name === open.name,
  ) as ListedIntegration | undefined;
  if (!integration) {
    return null;
  }
  const { name } = integration;
  switch (open.dialog) {
    case 'credentials':
      return (
        <CredentialsDialog
          integration={integration}
          onTest={() => onOpen({ dialog: 'test', name })}
          onClose={close}
        />
      );
    case 'test':
      return <TestDialog name={name} onTested={onChanged} onClose={close} />;
    case 'edit':
      return (
        <EditDialog
          offer={list}
          integration={integration}
          onClose={close}
          onSaved={() => {
            tell('saved', name);
            close();
          }}
        />
      );
    case 'remove':
    default:
      return (
        <DeleteDialog
          integration={integration}
          onClose={close}
          onDeleted={() => {
            tell('deleted', name);
            close();
          }}
        />
      );
  }
}
