import Paper from '@material-ui/core/Paper';
import Popper from '@material-ui/core/Popper';
import { makeStyles } from '@material-ui/core/styles';
import { QueryCompletion } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';

const MAX_SHOWN = 12;

const useStyles = makeStyles(
  theme => ({
    popper: { zIndex: theme.zIndex.modal },
    paper: {
      marginTop: 4,
      width: 'min(560px, 92vw)',
      maxHeight: 340,
      overflow: 'auto',
    },
    list: { margin: 0, padding: theme.spacing(0.5, 0), listStyle: 'none' },
    item: {
      display: 'grid',
      gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)',
      gap: theme.spacing(2),
      alignItems: 'baseline',
      padding: theme.spacing(0.5, 1.5),
      fontFamily: theme.typography.fontFamily,
      fontSize: '0.8125rem',
      cursor: 'pointer',
      '&:hover': { backgroundColor: theme.palette.action.hover },
    },
    active: { backgroundColor: theme.palette.action.hover },
    label: {
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
      overflowWrap: 'anywhere',
    },
    help: {
      color: theme.palette.text.secondary,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'AuditLogCompletions' },
);

/** The completions that are shown; the rest comes with more letters. */
export function shownCompletions(items: QueryCompletion[]): QueryCompletion[] {
  return items.slice(0, MAX_SHOWN);
}

/** The DOM id of one completion, for `aria-activedescendant`. */
export function completionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Ways to go on with a query, under its field. */
export function CompletionList(props: {
  id: string;
  anchor: HTMLElement | null;
  items: QueryCompletion[];
  active: number;
  onChoose: (item: QueryCompletion) => void;
}) {
  const { id, anchor, items, active, onChoose } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <Popper
      open={items.length > 0}
      anchorEl={anchor}
      placement="bottom-start"
      disablePortal
      className={classes.popper}
    >
      <Paper elevation={6} className={classes.paper}>
        <ul
          id={id}
          role="listbox"
          aria-label={t('explorer.query.completions')}
          className={classes.list}
        >
          {items.map((item, index) => (
            // The field keeps the focus and the keyboard.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={`${item.kind} ${item.label}`}
              id={completionId(id, index)}
              role="option"
              aria-selected={index === active}
              className={`${classes.item} ${
                index === active ? classes.active : ''
              }`}
              onMouseDown={event => event.preventDefault()}
              onClick={() => onChoose(item)}
            >
              <span className={classes.label}>{item.label}</span>
              <span className={classes.help}>{item.help}</span>
            </li>
          ))}
        </ul>
      </Paper>
    </Popper>
  );
}
