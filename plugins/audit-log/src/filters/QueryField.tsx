import { KeyboardEvent, RefObject, useEffect, useId, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import ClearIcon from '@material-ui/icons/Clear';
import HelpIcon from '@material-ui/icons/HelpOutline';
import SearchIcon from '@material-ui/icons/Search';
import {
  QueryCompletion,
  applyCompletion,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import {
  CompletionList,
  completionId,
  shownCompletions,
} from './CompletionList';
import { QueryMarks } from './QueryMarks';
import { useCompletions } from './useCompletions';

const useStyles = makeStyles(
  theme => ({
    root: { flex: '1 1 320px' },
    problem: {
      '&.Mui-error': {
        color: theme.palette.type === 'dark' ? '#ffb3ad' : '#b71c1c',
      },
    },
    input: {
      position: 'relative',
      height: 40,
      paddingRight: 6,
      fontSize: '0.875rem',
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
      backgroundColor: theme.palette.background.paper,
    },
  }),
  { name: 'AuditLogQueryField' },
);

/** The query as text. It is applied with Enter, or when the field is left. */
export function QueryField(props: {
  query: string;
  /** Joins what completion looks up to the search that is open. */
  search?: string;
  inputRef: RefObject<HTMLInputElement>;
  onChange: (query: string) => void;
  onHelp: () => void;
}) {
  const { query, inputRef, onChange, onHelp } = props;
  const t = useWords();
  const classes = useStyles();
  const listId = useId();
  const [draft, setDraft] = useState(query);
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(-1);
  useEffect(() => setDraft(query), [query]);

  const { errors } = parseQuery(draft);
  const items = shownCompletions(
    useCompletions({ text: draft, caret, search: props.search }),
  );
  const isOpen = items.length > 0;

  const close = () => {
    setCaret(undefined);
    setActive(-1);
  };
  const apply = () => {
    close();
    const text = draft.trim();
    if (errors.length === 0 && text !== query) {
      onChange(text);
    }
  };
  const choose = (item: QueryCompletion) => {
    const next = applyCompletion(draft, item);
    setDraft(next.text);
    setCaret(item.kind === 'value' ? undefined : next.caret);
    setActive(-1);
    requestAnimationFrame(() =>
      inputRef.current?.setSelectionRange(next.caret, next.caret),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (isOpen) {
        setActive((active + step + items.length) % items.length);
      } else {
        setCaret(inputRef.current?.selectionStart ?? draft.length);
      }
    } else if (
      (event.key === 'Enter' || event.key === 'Tab') &&
      items[active]
    ) {
      event.preventDefault();
      choose(items[active]);
    } else if (event.key === 'Enter') {
      apply();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      if (isOpen) {
        close();
      } else {
        inputRef.current?.blur();
      }
    }
  };

  return (
    <div className={classes.root}>
      <TextField
        fullWidth
        variant="outlined"
        size="small"
        value={draft}
        error={errors.length > 0}
        helperText={errors[0]?.message}
        FormHelperTextProps={{ className: classes.problem }}
        placeholder={t('explorer.query.placeholder')}
        inputRef={inputRef}
        inputProps={{
          'aria-label': t('explorer.query.label'),
          role: 'combobox',
          'aria-autocomplete': 'list',
          'aria-expanded': isOpen,
          'aria-controls': isOpen ? listId : undefined,
          'aria-activedescendant': items[active]
            ? completionId(listId, active)
            : undefined,
          spellCheck: false,
          autoComplete: 'off',
          autoCapitalize: 'off',
        }}
        InputProps={{
          className: classes.input,
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
              <QueryMarks text={draft} errors={errors} inputRef={inputRef} />
            </InputAdornment>
          ),
          endAdornment: (
            <Buttons
              isEmpty={draft === ''}
              onClear={() => {
                close();
                setDraft('');
                onChange('');
              }}
              onHelp={onHelp}
            />
          ),
        }}
        onChange={event => {
          setDraft(event.target.value);
          setCaret(inputRef.current?.selectionStart ?? undefined);
          setActive(-1);
        }}
        onBlur={apply}
        onKeyDown={onKeyDown}
      />
      <CompletionList
        id={listId}
        anchor={inputRef.current}
        items={items}
        active={active}
        onChoose={choose}
      />
    </div>
  );
}

function Buttons(props: {
  isEmpty: boolean;
  onClear: () => void;
  onHelp: () => void;
}) {
  const t = useWords();
  return (
    <InputAdornment position="end">
      {!props.isEmpty && (
        <IconButton
          size="small"
          aria-label={t('explorer.query.clear')}
          onClick={props.onClear}
        >
          <ClearIcon fontSize="small" />
        </IconButton>
      )}
      <Tooltip title={t('explorer.query.help')}>
        <IconButton
          size="small"
          aria-label={t('explorer.query.help')}
          onClick={props.onHelp}
        >
          <HelpIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </InputAdornment>
  );
}
