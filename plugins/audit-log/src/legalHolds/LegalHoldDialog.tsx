import { FormEvent, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  MAX_QUERY_LENGTH,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, errorText } from '../shared';
import { useWords } from '../words';
import { HeldEvents } from './HeldEvents';

const WAIT_MS = 400;

const limits = { name: 100, query: MAX_QUERY_LENGTH, reason: 1000 };

/** Adds a legal hold, and says how many events it would cover. */
export function LegalHoldDialog(props: {
  onClose: () => void;
  onSaved: () => void;
}) {
  const { onClose, onSaved } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  const [hold, setHold] = useState({ name: '', query: '', reason: '' });
  const [everything, setEverything] = useState(false);
  const isEmpty = !hold.query.trim();
  const [counted, setCounted] = useState(hold.query);
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [error] = parseQuery(hold.query).errors;
  useDebounce(() => setCounted(hold.query), WAIT_MS, [hold.query]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    setFailure(undefined);
    try {
      await api.createLegalHold({
        name: hold.name.trim(),
        query: hold.query.trim(),
        reason: hold.reason.trim(),
        ...(isEmpty && everything && { everything }),
      });
      onSaved();
    } catch (refusal) {
      setFailure(errorText(refusal));
      setSent(false);
    }
  };
  const field = (name: keyof typeof hold) => ({
    id: `audit-log-hold-${name}`,
    label: t(`legalHold.form.${name}`),
    value: hold[name],
    onChange: (event: { target: { value: string } }) =>
      setHold({ ...hold, [name]: event.target.value }),
    inputProps: { maxLength: limits[name] },
    variant: 'outlined' as const,
    size: 'small' as const,
    margin: 'dense' as const,
    fullWidth: true,
  });

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-hold-form"
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id="audit-log-hold-form">
          {t('legalHold.form.title')}
        </DialogTitle>
        <DialogContent>
          <TextField
            {...field('name')}
            helperText={t('legalHold.form.nameHelp')}
            required
          />
          <TextField
            {...field('query')}
            helperText={error?.message ?? t('legalHold.form.queryHelp')}
            error={error !== undefined}
            InputProps={{ style: { fontFamily: 'monospace' } }}
          />
          {isEmpty && (
            <FormControlLabel
              control={
                <Checkbox
                  color="primary"
                  size="small"
                  checked={everything}
                  onChange={event => setEverything(event.target.checked)}
                />
              }
              label={t('legalHold.form.everything')}
            />
          )}
          {!error && (!isEmpty || everything) && counted === hold.query && (
            <Typography variant="body2" role="status">
              <HeldEvents query={counted.trim()} />
            </Typography>
          )}
          <TextField {...field('reason')} required multiline maxRows={4} />
          {failure && (
            <Alert severity="error" style={{ marginTop: 16 }}>
              {t('legalHold.form.failed')} {failure}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('shared.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={
              isSent ||
              error !== undefined ||
              (isEmpty && !everything) ||
              !hold.name.trim() ||
              !hold.reason.trim()
            }
          >
            {t('legalHold.form.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
