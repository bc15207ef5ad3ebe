import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Divider from '@material-ui/core/Divider';
import MenuItem from '@material-ui/core/MenuItem';
import MenuList from '@material-ui/core/MenuList';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import ScheduleIcon from '@material-ui/icons/Schedule';
import { formatTime } from '../shared';
import { Words, useWords } from '../words';
import { AbsoluteRangeForm } from './AbsoluteRangeForm';
import { TimeRange, relativeRanges } from './timeRange';

const useStyles = makeStyles(
  theme => ({
    button: {
      textTransform: 'none',
      whiteSpace: 'nowrap',
      height: 40,
      fontWeight: 400,
    },
    paper: { display: 'flex', flexWrap: 'wrap', maxWidth: 'min(520px, 95vw)' },
    list: { flex: '1 0 160px' },
    form: { flex: '1 1 260px', padding: theme.spacing(2) },
  }),
  { name: 'AuditLogTimeRangePicker' },
);

/** Chooses which span of time the explorer shows. */
export function TimeRangePicker(props: {
  range: TimeRange;
  onChange: (range: TimeRange) => void;
}) {
  const { range, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = rangeName(range, t);

  const choose = (next: TimeRange) => {
    setAnchor(null);
    onChange(next);
  };

  return (
    <>
      <Button
        variant="outlined"
        className={classes.button}
        startIcon={<ScheduleIcon fontSize="small" />}
        aria-label={t('explorer.range.label', { range: name })}
        aria-haspopup="true"
        aria-expanded={Boolean(anchor)}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {name}
      </Button>
      <Popover
        open={Boolean(anchor)}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('explorer.range.label', { range: name }),
        }}
      >
        <MenuList
          className={classes.list}
          autoFocusItem={Boolean(anchor)}
          dense
        >
          {relativeRanges.map(last => (
            <MenuItem
              key={last}
              selected={range.kind === 'relative' && range.last === last}
              onClick={() => choose({ kind: 'relative', last })}
            >
              {t(`explorer.range.last.${last}`)}
            </MenuItem>
          ))}
          <MenuItem
            selected={range.kind === 'all'}
            onClick={() => choose({ kind: 'all' })}
          >
            {t('explorer.range.all')}
          </MenuItem>
        </MenuList>
        <Divider orientation="vertical" flexItem />
        <div className={classes.form}>
          <AbsoluteRangeForm range={range} onApply={choose} />
        </div>
      </Popover>
    </>
  );
}

/** A time range in words. */
export function rangeName(range: TimeRange, t: Words): string {
  switch (range.kind) {
    case 'relative': {
      const known = relativeRanges.find(last => last === range.last);
      return known
        ? t(`explorer.range.last.${known}`)
        : t('explorer.range.lastOther', { length: range.last });
    }
    case 'absolute': {
      const now = new Date();
      return t('explorer.range.absolute', {
        from: range.from ? formatTime(range.from, { now }) : '…',
        to: range.to ? formatTime(range.to, { now }) : t('explorer.range.now'),
      });
    }
    default:
      return t('explorer.range.all');
  }
}
