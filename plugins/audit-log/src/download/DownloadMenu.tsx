import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import Tooltip from '@material-ui/core/Tooltip';
import DownloadIcon from '@material-ui/icons/GetApp';
import { MenuNote } from '../shared';
import { useWords } from '../words';
import { DownloadFormat } from './useDownload';

const formats: DownloadFormat[] = ['csv', 'jsonl', 'parquet'];

/** Downloads what the query finds, in the format of the reader's choice. */
export function DownloadMenu(props: {
  isRunning: boolean;
  onDownload: (format: DownloadFormat) => void;
}) {
  const t = useWords();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const label = t('explorer.download.button');
  return (
    <>
      <Tooltip title={label}>
        <span>
          <IconButton
            size="small"
            aria-label={label}
            aria-haspopup="true"
            aria-expanded={Boolean(anchor)}
            disabled={props.isRunning}
            onClick={event => setAnchor(event.currentTarget)}
          >
            <DownloadIcon />
          </IconButton>
        </span>
      </Tooltip>
      <Menu
        open={Boolean(anchor)}
        anchorEl={anchor}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        onClose={() => setAnchor(null)}
      >
        <MenuNote disabled>{t('explorer.download.heading')}</MenuNote>
        {formats.map(format => (
          <MenuItem
            key={format}
            dense
            onClick={() => {
              setAnchor(null);
              props.onDownload(format);
            }}
          >
            {t(`explorer.download.${format}`)}
          </MenuItem>
        ))}
        <MenuNote disabled>{t('explorer.download.note')}</MenuNote>
      </Menu>
    </>
  );
}
