import { RefObject, useEffect, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import ClearIcon from '@material-ui/icons/Clear';
import HelpIcon from '@material-ui/icons/HelpOutline';
import SearchIcon from '@material-ui/icons/Search';
import { parseQuery } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    problem: {
      '&.Mui-error': {
        color: theme.palette.type === 'dark' ? '#ff9f98' : '#b71c1c',
      },
    },
    root: { flex: '1 1 320px' },
    input: {
      height: 40,
      paddingRight: 6,
      fontSize: '0.875rem',
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    },
  }),
  { name: 'AuditLogQueryField' },
);

/** The query as text. It is applied with Enter, or when the field is left. */
export function QueryField(props: {
  query: string;
  inputRef: RefObject<HTMLInputElement>;
  onChange: (query: string) => void;
  onHelp: () => void;
}) {
  const { query, inputRef, onChange, onHelp } = props;
  const t = useWords();
  const classes = useStyles();
  const [draft, setDraft] = useState(query);
  useEffect(() => setDraft(query), [query]);
  const [problem] = parseQuery(draft).errors;

  const apply = (text: string) => {
    if (parseQuery(text).errors.length === 0 && text.trim() !== query) {
      onChange(text.trim());
    }
  };

  return (
    <TextField
      className={classes.root}
      variant="outlined"
      size="small"
      value={draft}
      error={Boolean(problem)}
      helperText={problem?.message}
      FormHelperTextProps={{ className: classes.problem }}
      placeholder={t('explorer.query.placeholder')}
      inputRef={inputRef}
      inputProps={{
        'aria-label': t('explorer.query.label'),
        spellCheck: false,
        autoComplete: 'off',
        autoCapitalize: 'off',
      }}
      InputProps={{
        className: classes.input,
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" />
          </InputAdornment>
        ),
        endAdornment: (
          <InputAdornment position="end">
            {draft && (
              <IconButton
                size="small"
                aria-label={t('explorer.query.clear')}
                onClick={() => {
                  setDraft('');
                  onChange('');
                }}
              >
                <ClearIcon fontSize="small" />
              </IconButton>
            )}
            <Tooltip title={t('explorer.query.help')}>
              <IconButton
                size="small"
                aria-label={t('explorer.query.help')}
                onClick={onHelp}
              >
                <HelpIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </InputAdornment>
        ),
      }}
      onChange={event => setDraft(event.target.value)}
      onBlur={() => apply(draft)}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          apply(draft);
        } else if (event.key === 'Escape') {
          event.stopPropagation();
          inputRef.current?.blur();
        }
      }}
    />
  );
}
