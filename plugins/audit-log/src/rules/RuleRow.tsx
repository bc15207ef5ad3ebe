import { KeyboardEvent, useId } from 'react';
import Chip from '@material-ui/core/Chip';
import Collapse from '@material-ui/core/Collapse';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDownIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpIcon from '@material-ui/icons/ArrowUpward';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import ExpandIcon from '@material-ui/icons/ExpandMore';
import Alert from '@material-ui/lab/Alert';
import { Rule } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { RuleForm } from './RuleForm';
import { matchText } from './RuleSummaries';
import { Choices } from './choices';
import { effectOf, namesOwnEvents } from './draft';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      listStyle: 'none',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      padding: theme.spacing(1, 1, 1, 1.5),
    },
    heading: {
      flex: '1 1 260px',
      minWidth: 0,
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      columnGap: theme.spacing(1),
      padding: theme.spacing(0.5),
      border: 0,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      textAlign: 'left',
      cursor: 'pointer',
      borderRadius: theme.shape.borderRadius,
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    name: { fontWeight: 600, overflowWrap: 'anywhere' },
    match: {
      gridColumn: 2,
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
      overflowWrap: 'anywhere',
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontSize: '0.8125rem',
      color: theme.palette.text.secondary,
    },
    actions: { display: 'flex', marginLeft: 'auto' },
    form: { padding: theme.spacing(1, 2, 2) },
    note: { margin: theme.spacing(0, 2, 1.5) },
    open: { transform: 'rotate(180deg)' },
  }),
  { name: 'AuditLogRuleRow' },
);

/** One rule: what it says in a line, and all of it when it is opened. */
export function RuleRow(props: {
  rule: Rule;
  /** Counted from 1. */
  position: number;
  count: number;
  isOpen: boolean;
  problem: string | undefined;
  hits: number | undefined;
  /** How many events of the last day it would decide, where that is known. */
  wouldDecide: number | undefined;
  choices: Choices;
  onToggle: () => void;
  onMove: (step: -1 | 1) => void;
  onChange: (rule: Rule) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}) {
  const { rule, position, count, isOpen, problem, hits, wouldDecide } = props;
  const t = useWords();
  const classes = useStyles();
  const formId = useId();
  const name = rule.name.trim() || t('rule.unnamed');

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (event.altKey && step) {
      event.preventDefault();
      props.onMove(step);
    }
  };
  const action = (
    title: string,
    icon: JSX.Element,
    onClick: () => void,
    disabled = false,
  ) => (
    <Tooltip title={title}>
      <span>
        <IconButton
          size="small"
          aria-label={title}
          disabled={disabled}
          onClick={onClick}
        >
          {icon}
        </IconButton>
      </span>
    </Tooltip>
  );

  return (
    <li className={classes.root}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.heading}
          aria-expanded={isOpen}
          aria-controls={formId}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={props.onToggle}
          onKeyDown={onKeyDown}
        >
          <span>{t('rule.position', { position: String(position) })}</span>
          <span className={classes.name}>{name}</span>
          <span className={classes.match}>
            {matchText(rule, t) || t('rule.everything')}
          </span>
        </button>
        <div className={classes.facts}>
          {wouldDecide !== undefined && (
            <span>{t('rule.wouldDecide', { count: wouldDecide })}</span>
          )}
          {hits !== undefined && (
            <Tooltip title={t('rule.hitsHelp')}>
              <span>{t('rule.hits', { count: hits })}</span>
            </Tooltip>
          )}
          <Chip
            size="small"
            variant="outlined"
            label={t(`rule.effects.${effectOf(rule)}`)}
            style={{ margin: 0 }}
          />
        </div>
        <div className={classes.actions}>
          {action(
            t('rule.moveUp', { name }),
            <ArrowUpIcon fontSize="small" />,
            () => props.onMove(-1),
            position === 1,
          )}
          {action(
            t('rule.moveDown', { name }),
            <ArrowDownIcon fontSize="small" />,
            () => props.onMove(1),
            position === count,
          )}
          {action(
            t('rule.duplicate', { name }),
            <CopyIcon fontSize="small" />,
            props.onDuplicate,
          )}
          {action(
            t('rule.remove', { name }),
            <DeleteIcon fontSize="small" />,
            props.onRemove,
          )}
          <ExpandIcon
            aria-hidden
            className={isOpen ? classes.open : undefined}
            style={{ margin: 3 }}
          />
        </div>
      </div>
      {problem && (
        <Alert severity="error" className={classes.note}>
          {problem}
        </Alert>
      )}
      {namesOwnEvents(rule) && (
        <Alert severity="warning" className={classes.note}>
          {t('rule.ownEventsRule')}
        </Alert>
      )}
      <Collapse in={isOpen} unmountOnExit>
        <div id={formId} className={classes.form}>
          <RuleForm
            rule={rule}
            choices={props.choices}
            onChange={props.onChange}
          />
        </div>
      </Collapse>
    </li>
  );
}
