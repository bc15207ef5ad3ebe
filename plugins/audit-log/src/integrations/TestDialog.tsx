import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import { errorText, integrationsApiRef, useLoaded } from '../shared';
import { useWords } from '../words';
import { TestSteps } from './TestSteps';

/** Tests an integration as soon as it appears, and says what was found. */
export function TestDialog(props: {
  name: string;
  onTested: () => void;
  onClose: () => void;
}) {
  const { name, onTested, onClose } = props;
  const t = useWords();
  const api = useApi(integrationsApiRef);
  const test = useLoaded(
    useCallback(async () => {
      try {
        return await api.testIntegration(name);
      } finally {
        onTested();
      }
    }, [api, name, onTested]),
  );
  const isRunning = test.status === 'loading';
  const found = isRunning ? undefined : test.value;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby="audit-log-storage-test"
    >
      <DialogTitle id="audit-log-storage-test">
        {t('integration.test.title', { name })}
      </DialogTitle>
      <DialogContent>
        <div role="status">
          {isRunning && (
            <Alert severity="info" icon={false}>
              {t('integration.test.running')}
            </Alert>
          )}
          {test.status === 'failed' && (
            <Alert severity="error">
              {t('integration.test.failed')} {errorText(test.error)}
            </Alert>
          )}
          {test.status === 'loaded' && (
            <Alert severity={test.value.ok ? 'success' : 'error'}>
              {test.value.ok
                ? t('integration.test.ok')
                : t('integration.test.notOk')}
            </Alert>
          )}
        </div>
        {test.status !== 'failed' && <TestSteps test={found} />}
      </DialogContent>
      <DialogActions>
        <Button disabled={isRunning} onClick={test.reload}>
          {t('integration.test.again')}
        </Button>
        <Button onClick={onClose} variant="contained" color="primary">
          {t('shared.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
