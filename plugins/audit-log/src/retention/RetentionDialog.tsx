import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Alert from '@material-ui/lab/Alert';
import { AuditLogSettings } from 'backstage-plugin-audit-log-common';
import { ConflictAlert } from '../shared';
import { useWords } from '../words';
import { DaysField } from './DaysField';
import { FromConfig } from './RetentionTable';
import { RuleFields } from './RuleFields';
import { useCountText } from './useCountText';
import { useRetentionForm } from './useRetentionForm';

/** Changes how long events are kept, and says what that would remove. */
export function RetentionDialog(props: {
  settings: AuditLogSettings;
  onClose: () => void;
  onSaved: (settings: AuditLogSettings) => void;
  /** Reads the settings again; the dialog is opened anew with what they are. */
  onReload: () => void;
}) {
  const { settings, onClose } = props;
  const { managedByConfig } = settings;
  const t = useWords();
  const text = useCountText();
  const state = useRetentionForm({ settings, onSaved: props.onSaved });
  const { form, change, dueNow, problem, refusal } = state;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-retention-form"
    >
      <form onSubmit={state.submit} noValidate>
        <DialogTitle id="audit-log-retention-form">
          {t('retention.form.title')}
        </DialogTitle>
        <DialogContent>
          <DaysField
            id="audit-log-retention-days"
            label={t('retention.form.default')}
            value={form.retentionDays}
            configKey={managedByConfig.retentionDays}
            onChange={retentionDays => change({ retentionDays })}
          />
          <DaysField
            id="audit-log-recovery-days"
            label={t('retention.form.recovery')}
            value={form.recoveryDays}
            configKey={managedByConfig.recoveryDays}
            onChange={recoveryDays => change({ recoveryDays })}
          />
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={form.holdUnexported}
                disabled={managedByConfig.holdUnexported !== undefined}
                onChange={event =>
                  change({ holdUnexported: event.target.checked })
                }
              />
            }
            label={t('retention.form.holdUnexported')}
          />
          <FromConfig configKey={managedByConfig.holdUnexported} />
          {managedByConfig.retentionRules ? (
            <FromConfig configKey={managedByConfig.retentionRules} />
          ) : (
            <RuleFields
              rules={form.rules}
              onChange={rules => change({ rules })}
            />
          )}
          <div role="status">
            {problem && (
              <Alert severity="warning" style={{ marginTop: 16 }}>
                {problem.kind === 'neverApplies'
                  ? t('retention.form.neverApplies', {
                      number: String(problem.number),
                    })
                  : t('retention.form.hidesDefault')}
              </Alert>
            )}
            {dueNow && (dueNow.count > 0 || !dueNow.isComplete) && (
              <Alert severity="warning" style={{ marginTop: 16 }}>
                {t('retention.form.preview', { events: text(dueNow) })}
              </Alert>
            )}
          </div>
          <div role="alert">
            {refusal === 'conflict' && (
              <ConflictAlert onReload={props.onReload}>
                {t('retention.form.conflict')}
              </ConflictAlert>
            )}
            {refusal && refusal !== 'conflict' && (
              <Alert severity="error" style={{ marginTop: 16 }}>
                {t('retention.form.failed')} {refusal.text}
              </Alert>
            )}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('shared.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={!state.canSubmit}
          >
            {t('retention.form.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
