import { ReactNode, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useWords } from '../words';
import { errorText } from './errorText';

/** Says that somebody else was faster, and lets the reader decide. */
export function ConflictDialog(props: {
  title: string;
  /** What is different now. */
  children: ReactNode;
  onTakeTheirs: () => void;
  /** Saves over what the other one left. */
  onKeepMine: () => Promise<void>;
  onClose: () => void;
}) {
  const { title, children, onTakeTheirs, onKeepMine, onClose } = props;
  const t = useWords();
  const id = useId();
  const [isSent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();

  const keepMine = async () => {
    setSent(true);
    setProblem(undefined);
    try {
      await onKeepMine();
    } catch (error) {
      setProblem(errorText(error));
    }
    setSent(false);
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" component="div" paragraph>
          {children}
        </Typography>
        <Typography variant="body2">{t('shared.nothingSaved')}</Typography>
        {problem && (
          <Alert severity="error" style={{ marginTop: 16 }}>
            {problem}
          </Alert>
        )}
      </DialogContent>
      <DialogActions style={{ flexWrap: 'wrap' }}>
        <Button onClick={onClose}>{t('shared.cancel')}</Button>
        <Button disabled={isSent} onClick={keepMine}>
          {t('shared.keepMine')}
        </Button>
        <Button
          variant="contained"
          color="primary"
          disabled={isSent}
          onClick={onTakeTheirs}
        >
          {t('shared.takeTheirs')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
