import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useWords } from '../words';

/** Copies a text; `what` says to screen readers which one. */
export function CopyButton(props: { text: string; what: string }) {
  const t = useWords();
  const toasts = useApi(toastApiRef);
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    toasts.post({
      title: t('shared.copied'),
      status: 'success',
      timeout: 3000,
    });
  };
  return (
    <Tooltip title={t('integration.credentials.copy')}>
      <IconButton
        size="small"
        onClick={copy}
        aria-label={t('integration.credentials.copyOf', { what: props.what })}
      >
        <CopyIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
