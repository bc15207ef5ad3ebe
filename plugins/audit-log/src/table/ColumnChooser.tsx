import { useMemo, useState } from 'react';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import IconButton from '@material-ui/core/IconButton';
import InputBase from '@material-ui/core/InputBase';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListSubheader from '@material-ui/core/ListSubheader';
import Popover from '@material-ui/core/Popover';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import DownIcon from '@material-ui/icons/KeyboardArrowDown';
import UpIcon from '@material-ui/icons/KeyboardArrowUp';
import ColumnsIcon from '@material-ui/icons/ViewColumnOutlined';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import {
  baseColumns,
  defaultColumns,
  describedMetaColumns,
  findMetaColumns,
} from './columns';
import { useColumnName } from './useColumnName';

const useStyles = makeStyles(
  theme => ({
    paper: {
      width: 300,
      maxHeight: 460,
      fontFamily: theme.typography.fontFamily,
    },
    bar: {
      display: 'flex',
      alignItems: 'center',
      padding: theme.spacing(0.5, 1, 0.5, 2),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    search: { flex: 1, fontSize: '0.875rem' },
    item: { padding: theme.spacing(0, 1, 0, 0.5), minHeight: 34 },
    label: {
      flex: 1,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      fontSize: '0.875rem',
      cursor: 'pointer',
    },
    heading: {
      lineHeight: '32px',
      backgroundColor: theme.palette.background.paper,
    },
  }),
  { name: 'AuditLogColumnChooser' },
);

interface ColumnChooserProps {
  columns: string[];
  /** Those that are loaded: their `meta` has columns too. */
  events: AuditEvent[];
  isDense: boolean;
  onDense: (isDense: boolean) => void;
  onChange: (columns: string[]) => void;
}

/** Chooses the table's columns and their order. */
export function ColumnChooser(props: ColumnChooserProps) {
  const t = useWords();
  const classes = useStyles();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);

  return (
    <>
      <Tooltip title={t('explorer.toolbar.columns')}>
        <IconButton
          size="small"
          aria-label={t('explorer.toolbar.columns')}
          aria-haspopup="true"
          aria-expanded={Boolean(anchor)}
          onClick={event => setAnchor(event.currentTarget)}
        >
          <ColumnsIcon />
        </IconButton>
      </Tooltip>
      <Popover
        open={Boolean(anchor)}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('explorer.columns.heading'),
        }}
      >
        <ColumnList {...props} />
      </Popover>
    </>
  );
}

/** The columns of an open chooser; typing narrows them down. */
function ColumnList(props: ColumnChooserProps) {
  const { columns, events, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const found = useMemo(() => findMetaColumns(events), [events]);
  const name = useColumnName();
  const [search, setSearch] = useState('');
  const fits = (column: string) =>
    name(column).toLocaleLowerCase().includes(search.toLocaleLowerCase());
  const isHidden = (column: string) => !columns.includes(column);

  const toggle = (column: string) => {
    const next = isHidden(column)
      ? [...columns, column]
      : columns.filter(other => other !== column);
    if (next.length > 0) {
      onChange(next);
    }
  };
  const row = (column: string) => (
    <ColumnItem
      key={column}
      label={name(column)}
      isShown={!isHidden(column)}
      onToggle={() => toggle(column)}
      onMove={
        isHidden(column)
          ? undefined
          : step => onChange(moveColumn(columns, column, step))
      }
    />
  );
  const group = (heading: string, list: string[]) =>
    list.length > 0 && [
      <ListSubheader key={heading} className={classes.heading}>
        {heading}
      </ListSubheader>,
      ...list.map(row),
    ];

  return (
    <>
      <div className={classes.bar}>
        <InputBase
          // The reader opened it to type.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className={classes.search}
          placeholder={t('explorer.columns.search')}
          inputProps={{ 'aria-label': t('explorer.columns.search') }}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        <Button size="small" onClick={() => onChange(defaultColumns)}>
          {t('explorer.columns.reset')}
        </Button>
      </div>
      <List dense disablePadding>
        <ColumnItem
          label={t('explorer.columns.dense')}
          isShown={props.isDense}
          onToggle={() => props.onDense(!props.isDense)}
        />
        {group(t('explorer.columns.shown'), columns.filter(fits))}
        {group(
          t('explorer.columns.found'),
          found.filter(isHidden).filter(fits),
        )}
        {group(
          t('explorer.columns.more'),
          baseColumns.filter(isHidden).filter(fits),
        )}
        {group(
          t('explorer.columns.described'),
          describedMetaColumns
            .filter(column => !found.includes(column))
            .filter(isHidden)
            .filter(fits),
        )}
      </List>
    </>
  );
}

/** The columns with one of them moved by `step` places. */
export function moveColumn(
  columns: string[],
  column: string,
  step: -1 | 1,
): string[] {
  const from = columns.indexOf(column);
  const to = from + step;
  if (from < 0 || to < 0 || to >= columns.length) {
    return columns;
  }
  const next = [...columns];
  [next[from], next[to]] = [next[to], next[from]];
  return next;
}

function ColumnItem(props: {
  label: string;
  isShown: boolean;
  onToggle: () => void;
  onMove?: (step: -1 | 1) => void;
}) {
  const { label, isShown, onToggle, onMove } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <ListItem className={classes.item} component="li">
      <Checkbox
        size="small"
        color="primary"
        checked={isShown}
        onChange={onToggle}
        inputProps={{ 'aria-label': label }}
      />
      {/* The checkbox beside it has the same effect and the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span className={classes.label} aria-hidden onClick={onToggle}>
        {label}
      </span>
      {onMove && (
        <>
          <IconButton
            size="small"
            aria-label={t('explorer.columns.moveUp', { column: label })}
            onClick={() => onMove(-1)}
          >
            <UpIcon fontSize="small" />
          </IconButton>
          <IconButton
            size="small"
            aria-label={t('explorer.columns.moveDown', { column: label })}
            onClick={() => onMove(1)}
          >
            <DownIcon fontSize="small" />
          </IconButton>
        </>
      )}
    </ListItem>
  );
}
