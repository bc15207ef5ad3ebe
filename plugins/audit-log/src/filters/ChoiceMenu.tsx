import { ReactElement, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import InputBase from '@material-ui/core/InputBase';
import MenuItem from '@material-ui/core/MenuItem';
import MenuList from '@material-ui/core/MenuList';
import Popover from '@material-ui/core/Popover';
import Radio from '@material-ui/core/Radio';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import ArrowIcon from '@material-ui/icons/ArrowDropDown';
import { useWords } from '../words';

/** So many choices need a field to find one. */
const SEARCH_FROM = 7;

const useStyles = makeStyles(
  theme => ({
    root: { display: 'inline-flex', maxWidth: '100%' },
    button: {
      textTransform: 'none',
      fontWeight: 400,
      padding: theme.spacing(0.25, 0.75, 0.25, 1.25),
      minHeight: 30,
      maxWidth: 280,
      '& .MuiButton-label > span:first-child': {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
    },
    chosen: {
      fontWeight: 500,
      borderColor: theme.palette.primary.main,
      borderTopRightRadius: 0,
      borderBottomRightRadius: 0,
    },
    clear: {
      minWidth: 0,
      padding: theme.spacing(0, 0.5),
      borderColor: theme.palette.primary.main,
      borderLeft: 0,
      borderTopLeftRadius: 0,
      borderBottomLeftRadius: 0,
    },
    paper: {
      width: 300,
      maxHeight: 380,
      display: 'flex',
      flexDirection: 'column',
    },
    search: {
      padding: theme.spacing(1, 2),
      borderBottom: `1px solid ${theme.palette.divider}`,
      fontSize: '0.875rem',
    },
    list: { overflow: 'auto', outline: 'none' },
    item: {
      fontSize: '0.875rem',
      minHeight: 34,
      padding: theme.spacing(0, 2, 0, 1),
      '& > span:last-of-type': { overflow: 'hidden', textOverflow: 'ellipsis' },
    },
    box: { padding: theme.spacing(0.5), marginRight: theme.spacing(0.5) },
    none: { padding: theme.spacing(2) },
  }),
  { name: 'AuditLogChoiceMenu' },
);

/** A button that says what is chosen and opens the choices. */
export function ChoiceMenu(props: {
  label: string;
  chosen: string[];
  /** Called when they are shown: it may take long to find them. */
  choices: () => readonly string[];
  renderChoice: (value: string) => ReactElement;
  isMultiple?: boolean;
  onToggle: (value: string) => void;
  onClear: () => void;
}) {
  const { label, chosen, renderChoice, isMultiple, onToggle } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);

  return (
    <span className={classes.root}>
      <Button
        size="small"
        variant="outlined"
        className={`${classes.button} ${chosen.length ? classes.chosen : ''}`}
        aria-haspopup="true"
        aria-expanded={Boolean(anchor)}
        aria-controls={anchor ? id : undefined}
        onClick={event => setAnchor(event.currentTarget)}
        endIcon={chosen.length ? undefined : <ArrowIcon />}
      >
        <ChosenText label={label} chosen={chosen} renderChoice={renderChoice} />
      </Button>
      {chosen.length > 0 && (
        <Button
          size="small"
          variant="outlined"
          className={classes.clear}
          aria-label={t('explorer.filters.clear', { field: label })}
          onClick={props.onClear}
        >
          <CloseIcon fontSize="small" />
        </Button>
      )}
      <Popover
        id={id}
        open={Boolean(anchor)}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={{ className: classes.paper }}
      >
        <ChoiceList
          {...props}
          onChoose={value => {
            onToggle(value);
            if (!isMultiple) {
              close();
            }
          }}
        />
      </Popover>
    </span>
  );
}

/** The choices of an open menu; typing narrows them down. */
function ChoiceList(props: {
  label: string;
  chosen: string[];
  choices: () => readonly string[];
  renderChoice: (value: string) => ReactElement;
  isMultiple?: boolean;
  onChoose: (value: string) => void;
}) {
  const { label, chosen, renderChoice, isMultiple, onChoose } = props;
  const t = useWords();
  const classes = useStyles();
  // What is chosen now is at the top when the menu is opened again.
  const [choices] = useState(props.choices);
  const [search, setSearch] = useState('');
  const found = choices.filter(value =>
    value.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
  );
  const typed = search.trim();
  const Box = isMultiple ? Checkbox : Radio;
  return (
    <>
      {(choices.length >= SEARCH_FROM || isMultiple) && (
        <InputBase
          className={classes.search}
          placeholder={t('explorer.filters.search')}
          inputProps={{ 'aria-label': t('explorer.filters.search') }}
          value={search}
          // The reader opened it to type.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={event => setSearch(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && typed) {
              onChoose(found[0] ?? typed);
              setSearch('');
            }
          }}
        />
      )}
      <MenuList className={classes.list} aria-label={label} dense>
        {found.map(value => (
          <MenuItem
            key={value}
            className={classes.item}
            role={isMultiple ? 'menuitemcheckbox' : 'menuitemradio'}
            aria-checked={chosen.includes(value)}
            onClick={() => onChoose(value)}
          >
            <Box
              size="small"
              color="primary"
              className={classes.box}
              checked={chosen.includes(value)}
              tabIndex={-1}
              inputProps={{ 'aria-hidden': true }}
            />
            <span>{renderChoice(value)}</span>
          </MenuItem>
        ))}
        {found.length === 0 && typed && isMultiple && (
          <MenuItem className={classes.item} onClick={() => onChoose(typed)}>
            {t('explorer.filters.use', { value: typed })}
          </MenuItem>
        )}
        {found.length === 0 && !typed && (
          <Typography variant="body2" className={classes.none}>
            {t('explorer.filters.none')}
          </Typography>
        )}
      </MenuList>
    </>
  );
}

function ChosenText(props: {
  label: string;
  chosen: string[];
  renderChoice: (value: string) => ReactElement;
}) {
  const { label, chosen, renderChoice } = props;
  const t = useWords();
  const [first, ...others] = chosen;
  if (first === undefined) {
    return <span>{label}</span>;
  }
  const value = renderChoice(first);
  return (
    <span>
      {others.length === 0
        ? t('explorer.filters.value', { field: label, value })
        : t('explorer.filters.more', {
            field: label,
            value,
            others: `${others.length}`,
          })}
    </span>
  );
}
