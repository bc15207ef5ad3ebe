import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  IntegrationList,
  StorageIntegration,
} from 'backstage-plugin-audit-log-common';
import { integrationsApiRef, useLoaded } from '../shared';
import { useWords } from '../words';
import { CloudChoice } from './CloudChoice';
import { FormFields, IdentityFields } from './FormFields';
import { LinkedSchedules } from './LinkedSchedules';
import {
  cloudOf,
  clouds,
  emptyForm,
  formOf,
  kindOf,
  withCloud,
} from './integrationForm';
import { useIntegrationForm } from './useIntegrationForm';

interface DialogProps {
  offer: Omit<IntegrationList, 'items'>;
  onClose: () => void;
  onSaved: (saved: StorageIntegration) => void;
}

/** Creates a storage integration. */
export function CreateDialog(props: DialogProps) {
  const { offer } = props;
  const t = useWords();
  const offered = clouds.filter(cloud => offer.kinds.includes(kindOf(cloud)));
  const state = useIntegrationForm({
    initial: emptyForm(offered[0] ?? 's3'),
    onSaved: props.onSaved,
  });
  return (
    <FormDialog
      {...props}
      state={state}
      title={t('integration.form.createTitle')}
      submit={t('integration.form.submit')}
      isNew
    >
      <CloudChoice
        clouds={offered}
        value={state.form.cloud}
        onChange={cloud => state.replace(withCloud(state.form, cloud))}
      />
    </FormDialog>
  );
}

/** Changes where an integration leads, within its cloud. */
export function EditDialog(
  props: DialogProps & { integration: StorageIntegration },
) {
  const { integration } = props;
  const { name } = integration;
  const t = useWords();
  const api = useApi(integrationsApiRef);
  const state = useIntegrationForm({
    initial: formOf(integration),
    integration,
    onSaved: props.onSaved,
  });
  const schedules = useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        (await api.getIntegration(name, signal)).schedules,
      [api, name],
    ),
  );
  return (
    <FormDialog
      {...props}
      state={state}
      title={t('integration.form.editTitle', { name })}
      submit={t('integration.form.save')}
      isNew={false}
      footer={
        <LinkedSchedules schedules={schedules}>
          <Typography variant="body2" color="textSecondary">
            {t('integration.linked.editText')}
          </Typography>
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={state.areMoved}
                onChange={event => state.setMoved(event.target.checked)}
              />
            }
            label={t('integration.linked.rewrite')}
          />
        </LinkedSchedules>
      }
    >
      <Typography variant="body2" color="textSecondary">
        {t('integration.form.editKind', {
          cloud: t(`integration.cloud.${cloudOf(integration)}`),
        })}
      </Typography>
    </FormDialog>
  );
}

function FormDialog(
  props: DialogProps & {
    state: ReturnType<typeof useIntegrationForm>;
    title: string;
    submit: string;
    isNew: boolean;
    children: React.ReactNode;
    footer?: React.ReactNode;
  },
) {
  const { state, offer, isNew } = props;
  const t = useWords();
  const fields = {
    form: state.form,
    problems: state.problems,
    onChange: state.change,
    offer,
    isNew,
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-integration-form"
    >
      <form onSubmit={state.submit} noValidate>
        <DialogTitle id="audit-log-integration-form">{props.title}</DialogTitle>
        <DialogContent>
          {props.children}
          <FormFields {...fields} />
          <IdentityFields {...fields} />
          {props.footer}
          <div role="alert">
            {state.conflict && (
              <Conflict
                present={state.conflict}
                onTake={() => state.startAgain(state.conflict!)}
              />
            )}
            {state.failure && (
              <Alert severity="error" style={{ marginTop: 16 }}>
                {t('integration.form.failed')} {state.failure}
              </Alert>
            )}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('shared.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={state.isSent || state.conflict !== undefined}
          >
            {props.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Conflict(props: { present: StorageIntegration; onTake: () => void }) {
  const t = useWords();
  return (
    <Alert severity="warning" style={{ marginTop: 16 }}>
      {t('integration.form.conflict', {
        destination: props.present.destination,
      })}
      <div>
        <Button size="small" color="inherit" onClick={props.onTake}>
          {t('integration.form.takeTheirs')}
        </Button>
      </div>
    </Alert>
  );
}
