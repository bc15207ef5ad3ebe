import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import ListSubheader from '@material-ui/core/ListSubheader';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import DownloadIcon from '@material-ui/icons/GetApp';
import { useWords } from '../words';
import { DownloadFormat } from './useDownload';

const formats: DownloadFormat[] = ['csv', 'jsonl', 'parquet'];

const useStyles = makeStyles(
  theme => ({
    text: {
      padding: theme.spacing(0.5, 2),
      lineHeight: 1.5,
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
    },
  }),
  { name: 'AuditLogDownloadMenu' },
);

/** Downloads what the query finds, in the format of the reader's choice. */
export function DownloadMenu(props: {
  isRunning: boolean;
  onDownload: (format: DownloadFormat) => void;
}) {
  const t = useWords();
  const classes = useStyles();
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
        <ListSubheader
          role="presentation"
          disableSticky
          className={classes.text}
        >
          {t('explorer.download.heading')}
        </ListSubheader>
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
        <li role="presentation" className={classes.text}>
          {t('explorer.download.note')}
        </li>
      </Menu>
    </>
  );
}
