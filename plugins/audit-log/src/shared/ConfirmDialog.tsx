import { ReactNode, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { useWords } from '../words';
import { errorText, isGone } from './errorText';

/** Asks before something goes, and stays open where that fails. */
export function ConfirmDialog(props: {
  title: ReactNode;
  /** What it means, and what hangs on it. */
  children: ReactNode;
  /** What the button says. */
  action: string;
  /** Goes before what the backend said where it failed. */
  failed?: string;
  /** Whether it can't be confirmed yet, or not at all. */
  isBlocked?: boolean;
  onConfirm: () => Promise<unknown>;
  /** It is gone, also where somebody else was faster. */
  onDone: () => void;
  onClose: () => void;
}) {
  const { title, action, failed, isBlocked, onClose, onDone } = props;
  const t = useWords();
  const id = useId();
  const [isSent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();

  const confirm = async () => {
    setSent(true);
    setProblem(undefined);
    try {
      await props.onConfirm();
    } catch (error) {
      if (!isGone(error)) {
        setProblem(errorText(error));
        setSent(false);
        return;
      }
    }
    onDone();
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        {props.children}
        {problem && !isBlocked && (
          <Alert severity="error" style={{ marginTop: 16 }}>
            {failed} {problem}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button
          variant="contained"
          color="secondary"
          disabled={isSent || isBlocked}
          onClick={confirm}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
