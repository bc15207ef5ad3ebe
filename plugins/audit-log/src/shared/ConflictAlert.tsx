import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { useWords } from '../words';

/**
 * Says that somebody else was faster, and offers to go on from what they left.
 */
export function ConflictAlert(props: {
  children: ReactNode;
  onReload: () => void;
}) {
  const t = useWords();
  return (
    <Alert severity="warning" style={{ marginTop: 16 }}>
      {props.children} {t('shared.nothingSaved')}
      <div style={{ marginTop: 8 }}>
        <Button
          color="inherit"
          size="small"
          variant="outlined"
          onClick={props.onReload}
        >
          {t('shared.reload')}
        </Button>
      </div>
    </Alert>
  );
}
