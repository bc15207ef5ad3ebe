import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { errorText, rootRouteRef } from '../shared';
import { useWords } from '../words';
import { DisableDialog } from './DisableDialog';
import { LastChange } from './LastChange';
import { SetUpAgain } from './SetUpAgain';
import { SettingsCard } from './SettingsCard';
import { StateTag } from './StateTag';
import { useEnable } from './useEnable';
import { LoadedSettings } from './useSettings';

/** Switches audit logging on and off, and says how it got there. */
export function AuditLogging(props: { settings: LoadedSettings }) {
  const { value, status, replace, reload } = props.settings;
  const t = useWords();
  const [isDisableOpen, setDisableOpen] = useState(false);
  const { enable, isSent, error, wasOvertaken } = useEnable(props.settings);

  return (
    <SettingsCard
      heading={t('settings.heading')}
      tag={value && <StateTag settings={value} />}
      actions={
        value && (
          <Actions
            settings={value}
            isEnableSent={isSent}
            onEnable={enable}
            onDisable={() => setDisableOpen(true)}
          />
        )
      }
    >
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('settings.intro')}
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
          {t('settings.failed')} {errorText(props.settings.error)}
        </Alert>
      )}
      {error && (
        <Alert severity="error">
          {t('settings.enableFailed')} {errorText(error)}
        </Alert>
      )}
      {wasOvertaken && (
        <Alert severity="info" style={{ marginBottom: 16 }}>
          {t('settings.enabledMeanwhile')}
        </Alert>
      )}
      {!value && status === 'loading' && (
        <div role="progressbar" aria-label={t('settings.loading')}>
          <Skeleton width="45%" />
          <Skeleton width="30%" />
        </div>
      )}
      {value && <Explanation settings={value} />}
      {isDisableOpen && value && (
        <DisableDialog
          settings={value}
          onClose={() => setDisableOpen(false)}
          onDisabled={replace}
          onRefused={reload}
        />
      )}
    </SettingsCard>
  );
}

function Actions(props: {
  settings: AuditLogSettings;
  isEnableSent: boolean;
  onEnable: () => void;
  onDisable: () => void;
}) {
  const { settings } = props;
  const t = useWords();
  const explorer = useRouteRef(rootRouteRef)?.();
  const isManaged = settings.managedByConfig.state !== undefined;
  switch (settings.state) {
    case 'disabled':
      return settings.available && !isManaged ? (
        <Button
          variant="contained"
          color="primary"
          disabled={props.isEnableSent}
          onClick={props.onEnable}
        >
          {t('settings.enable')}
        </Button>
      ) : null;
    case 'enabled':
      return (
        <>
          {explorer && (
            <LinkButton to={explorer} variant="contained" color="primary">
              {t('settings.browse')}
            </LinkButton>
          )}
          {!isManaged && (
            <Button variant="outlined" onClick={props.onDisable}>
              {t('settings.disable')}
            </Button>
          )}
        </>
      );
    default:
      return null;
  }
}

function Explanation(props: { settings: AuditLogSettings }) {
  const { settings } = props;
  const t = useWords();
  if (!settings.available && settings.state === 'disabled') {
    return (
      <Alert severity="info">
        {settings.unavailableReason ?? t('settings.unavailableText')}
      </Alert>
    );
  }
  return (
    <>
      {settings.state === 'enabling' && (
        <Typography variant="body2" paragraph>
          {t('settings.enabling')}
        </Typography>
      )}
      {settings.state === 'disabling' && (
        <Typography variant="body2" paragraph>
          {t('settings.disabling')}
        </Typography>
      )}
      <LastChange settings={settings} />
      {settings.managedByConfig.state && (
        <Typography variant="body2" color="textSecondary">
          {t('settings.fromConfig', { key: settings.managedByConfig.state })}
        </Typography>
      )}
      {settings.state === 'enabled' && <SetUpAgain />}
    </>
  );
}
