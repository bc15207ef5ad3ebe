import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Popover from '@material-ui/core/Popover';
import TextField from '@material-ui/core/TextField';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import JumpIcon from '@material-ui/icons/MyLocation';
import { DateTime } from 'luxon';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    form: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(2),
    },
  }),
  { name: 'AuditLogJumpToTime' },
);

/** Asks for a time in the reader's zone and goes there. */
export function JumpToTime(props: {
  /** Where the table begins now, ISO 8601. */
  at: string | undefined;
  onJump: (at: string | undefined) => void;
}) {
  const { at, onJump } = props;
  const t = useWords();
  const classes = useStyles();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [text, setText] = useState('');
  const time = DateTime.fromISO(text);
  const label = t('explorer.jump.button');

  const open = (button: HTMLElement) => {
    const now = at ? DateTime.fromISO(at) : DateTime.now();
    setText(now.toFormat("yyyy-MM-dd'T'HH:mm"));
    setAnchor(button);
  };
  const go = (target: string | undefined) => {
    setAnchor(null);
    onJump(target);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (time.isValid) {
      go(time.toUTC().toISO());
    }
  };
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          size="small"
          aria-label={label}
          aria-haspopup="dialog"
          color={at ? 'primary' : 'default'}
          onClick={event => open(event.currentTarget)}
        >
          <JumpIcon />
        </IconButton>
      </Tooltip>
      <Popover
        open={Boolean(anchor)}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        PaperProps={{ role: 'dialog', 'aria-label': t('explorer.jump.title') }}
      >
        <form className={classes.form} onSubmit={submit}>
          <TextField
            id="audit-log-jump"
            type="datetime-local"
            size="small"
            variant="outlined"
            label={t('explorer.jump.time')}
            InputLabelProps={{ shrink: true }}
            value={text}
            onChange={event => setText(event.target.value)}
          />
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={!time.isValid}
          >
            {t('explorer.jump.go')}
          </Button>
          {at && (
            <Button onClick={() => go(undefined)}>
              {t('explorer.jump.back')}
            </Button>
          )}
        </form>
      </Popover>
    </>
  );
}
