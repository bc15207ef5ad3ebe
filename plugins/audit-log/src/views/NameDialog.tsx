import { FormEvent, KeyboardEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { toError } from '@backstage/errors';
import { useWords } from '../words';

const MAX_NAME_LENGTH = 100;

/** Asks for the name of a view. */
export function NameDialog(props: {
  title: string;
  name: string;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const { title, onSave, onClose } = props;
  const t = useWords();
  const [name, setName] = useState(props.name);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<Error>();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    setError(undefined);
    try {
      await onSave(name.trim());
    } catch (failure) {
      setError(toError(failure));
      setSent(false);
    }
  };
  // A menu around it would take letters for a search among its items.
  const keepKeys = (event: KeyboardEvent) =>
    event.key !== 'Escape' && event.stopPropagation();

  return (
    <Dialog
      open
      onClose={onClose}
      onKeyDown={keepKeys}
      fullWidth
      maxWidth="xs"
      aria-labelledby="audit-log-view-name"
    >
      <form onSubmit={save}>
        <DialogTitle id="audit-log-view-name">{title}</DialogTitle>
        <DialogContent>
          <TextField
            // The reader opened it to type.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            id="audit-log-view-name-field"
            label={t('view.name')}
            helperText={t('view.nameHelp')}
            value={name}
            onChange={event => setName(event.target.value)}
            inputProps={{ maxLength: MAX_NAME_LENGTH }}
            variant="outlined"
            size="small"
            fullWidth
            required
          />
          {error && (
            <Alert severity="error" style={{ marginTop: 16 }}>
              {t('view.saveFailed')} {error.message}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('shared.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={isSent || name.trim() === ''}
          >
            {t('view.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
