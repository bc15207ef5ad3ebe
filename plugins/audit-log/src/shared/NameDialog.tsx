import { FormEvent, KeyboardEvent, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { useWords } from '../words';
import { errorText } from './errorText';

/** Asks for the name of something, and stays open where it can't be saved. */
export function NameDialog(props: {
  title: string;
  name: string;
  maxLength: number;
  help?: string;
  /** Goes before what the backend said where it failed. */
  failed: string;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const { title, help, maxLength, failed, onSave, onClose } = props;
  const t = useWords();
  const titleId = useId();
  const fieldId = useId();
  const [name, setName] = useState(props.name);
  const [isSent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    setProblem(undefined);
    try {
      await onSave(name.trim());
    } catch (error) {
      setProblem(errorText(error));
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
      aria-labelledby={titleId}
    >
      <form onSubmit={save}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <TextField
            // The reader opened it to type.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            id={fieldId}
            label={t('shared.name')}
            helperText={help}
            value={name}
            onChange={event => setName(event.target.value)}
            inputProps={{ maxLength }}
            variant="outlined"
            size="small"
            fullWidth
            required
          />
          {problem && (
            <Alert severity="error" style={{ marginTop: 16 }}>
              {failed} {problem}
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
            {t('shared.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
