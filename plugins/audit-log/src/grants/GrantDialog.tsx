import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { Grant } from 'backstage-plugin-audit-log-common';
import { ConflictAlert, EntityName } from '../shared';
import { useWords } from '../words';
import { GranteePicker } from './GranteePicker';
import { ScopeFields } from './ScopeFields';
import { GrantRefusal, useGrantForm } from './useGrantForm';

const MAX_REASON_LENGTH = 1000;

/** Gives a grant, or changes the one that is named. */
export function GrantDialog(props: {
  grant?: Grant;
  onClose: () => void;
  onSaved: () => void;
  /** Reads the grants again; the dialog is opened anew with what they are. */
  onReload: () => void;
}) {
  const { grant, onClose } = props;
  const t = useWords();
  const state = useGrantForm({ grant, onSaved: props.onSaved });
  const { form, change } = state;
  const problemAt = (problem: typeof state.problem) =>
    problem && state.problem === problem
      ? t(`grant.form.${problem}`)
      : undefined;
  const usualLabel = grant ? 'grant.form.save' : 'grant.form.submit';
  const submitLabel =
    state.warnings.length > 0 ? 'grant.form.submitAnyway' : usualLabel;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-grant-form"
    >
      <form onSubmit={state.submit} noValidate>
        <DialogTitle id="audit-log-grant-form">
          {grant
            ? t('grant.form.editTitle', {
                grantee: <EntityName entityRef={grant.grantee} noLink />,
              })
            : t('grant.form.createTitle')}
        </DialogTitle>
        <DialogContent>
          {!grant && (
            <GranteePicker
              problem={problemAt('granteeMissing')}
              onChange={grantee => change({ grantee })}
            />
          )}
          <ScopeFields
            form={form}
            problem={problemAt('scopeMissing')}
            onChange={change}
          />
          <TextField
            id="audit-log-grant-end"
            type="datetime-local"
            label={t('grant.form.endsAt')}
            helperText={problemAt('past') ?? t('grant.form.endsAtHelp')}
            error={problemAt('past') !== undefined}
            value={form.endsAt}
            onChange={event => change({ endsAt: event.target.value })}
            InputLabelProps={{ shrink: true }}
            variant="outlined"
            size="small"
            margin="normal"
          />
          <TextField
            id="audit-log-grant-reason"
            label={t('grant.form.reason')}
            helperText={t('grant.form.reasonHelp')}
            value={form.reason}
            onChange={event => change({ reason: event.target.value })}
            inputProps={{ maxLength: MAX_REASON_LENGTH }}
            variant="outlined"
            size="small"
            margin="dense"
            fullWidth
            multiline
            maxRows={4}
          />
          <div role="alert">
            {state.refusal && (
              <Refusal refusal={state.refusal} onReload={props.onReload} />
            )}
            {state.warnings.map(warning => (
              <Alert key={warning} severity="warning" style={{ marginTop: 16 }}>
                {warning}
              </Alert>
            ))}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('shared.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={
              state.isSent ||
              ['conflict', 'gone'].includes(state.refusal?.kind!)
            }
          >
            {t(submitLabel)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Refusal(props: { refusal: GrantRefusal; onReload: () => void }) {
  const { refusal, onReload } = props;
  const t = useWords();
  return refusal.kind === 'failed' ? (
    <Alert severity="error" style={{ marginTop: 16 }}>
      {t('grant.form.failed')} {refusal.text}
    </Alert>
  ) : (
    <ConflictAlert onReload={onReload}>
      {t(`grant.form.${refusal.kind}`)}
    </ConflictAlert>
  );
}
