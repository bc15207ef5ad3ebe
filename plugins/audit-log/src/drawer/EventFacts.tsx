import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import FilterIcon from '@material-ui/icons/AddCircleOutline';
import FilterOutIcon from '@material-ui/icons/RemoveCircleOutline';
import { AuditEvent, metaField } from 'backstage-plugin-audit-log-common';
import {
  OutcomeLabel,
  SeverityLabel,
  Time,
  formatDuration,
  formatUtc,
} from '../shared';
import { useWords } from '../words';
import { NamedEntity } from '../names';
import { useColumnName } from '../table';
import { ProofBadge } from '../proof';
import { EventChanges } from './EventChanges';
import { changeKeys, changesOf } from './changes';
import { Fact, factsOf } from './facts';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(1, 2, 3) },
    heading: {
      marginTop: theme.spacing(1.5),
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
      fontWeight: 500,
    },
    list: { margin: 0, fontSize: '0.8125rem' },
    fact: {
      display: 'grid',
      gridTemplateColumns: '116px minmax(0, 1fr) auto',
      alignItems: 'start',
      gap: theme.spacing(1),
      minHeight: 28,
      padding: theme.spacing(0.5, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      '&:hover $actions, &:focus-within $actions': { opacity: 1 },
    },
    term: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
    value: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
    code: {
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
      fontSize: '0.75rem',
    },
    actions: {
      display: 'flex',
      height: 20,
      opacity: 0,
      '@media (hover: none)': { opacity: 1 },
    },
    action: { padding: 2, '& svg': { fontSize: 16 } },
    note: { padding: theme.spacing(1, 0) },
  }),
  { name: 'AuditLogEventFacts' },
);

type OnFilter = (choice: {
  field: string;
  value: string;
  negated: boolean;
}) => void;

/** The facts of an event in sections, each with a way to find more like it. */
export function EventFacts(props: { event: AuditEvent; onFilter?: OnFilter }) {
  const { event, onFilter } = props;
  const t = useWords();
  const classes = useStyles();
  const name = useColumnName();
  const changes = changesOf(event);
  const meta = Object.entries(event.meta ?? {}).filter(
    ([key]) => changes.length === 0 || !changeKeys.includes(key),
  );
  return (
    <div className={classes.root}>
      {event.amends && (
        <Typography variant="body2" className={classes.note}>
          {t('explorer.drawer.amends')}
        </Typography>
      )}
      {event.erased && event.erased.length > 0 && (
        <Typography variant="body2" className={classes.note}>
          {t('explorer.drawer.erased', { groups: event.erased.join(', ') })}
        </Typography>
      )}
      {changes.length > 0 && <EventChanges changes={changes} />}
      {factsOf(event).map(section => (
        <section key={section.name}>
          <Typography component="h3" className={classes.heading}>
            {t(`explorer.drawer.sections.${section.name}`)}
          </Typography>
          <dl className={classes.list}>
            {section.facts.map(fact => (
              <FactRow
                key={fact.column}
                label={name(fact.column)}
                field={fact.field}
                text={fact.text}
                onFilter={onFilter}
              >
                <FactValue event={event} fact={fact} />
              </FactRow>
            ))}
          </dl>
        </section>
      ))}
      {meta.length > 0 && (
        <section>
          <Typography component="h3" className={classes.heading}>
            {t('explorer.drawer.sections.details')}
          </Typography>
          <dl className={classes.list}>
            {meta.map(([key, value]) => (
              <FactRow
                key={key}
                label={key}
                field={isPlain(value) ? metaField([key]) : undefined}
                text={`${value}`}
                onFilter={onFilter}
              >
                <span className={classes.code}>
                  {isPlain(value)
                    ? `${value}`
                    : JSON.stringify(value, undefined, 2)}
                </span>
              </FactRow>
            ))}
          </dl>
        </section>
      )}
      <ProofBadge event={event} />
    </div>
  );
}

function FactRow(props: {
  label: string;
  field?: string;
  text: string;
  onFilter?: OnFilter;
  children: React.ReactNode;
}) {
  const { label, field, text, onFilter } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <div className={classes.fact}>
      <dt className={classes.term}>{label}</dt>
      <dd className={classes.value}>{props.children}</dd>
      {field && onFilter && (
        <dd className={`${classes.value} ${classes.actions}`}>
          <IconButton
            className={classes.action}
            aria-label={t('explorer.drawer.filterFor', { value: text })}
            title={t('explorer.drawer.filterFor', { value: text })}
            onClick={() => onFilter({ field, value: text, negated: false })}
          >
            <FilterIcon />
          </IconButton>
          <IconButton
            className={classes.action}
            aria-label={t('explorer.drawer.filterOut', { value: text })}
            title={t('explorer.drawer.filterOut', { value: text })}
            onClick={() => onFilter({ field, value: text, negated: true })}
          >
            <FilterOutIcon />
          </IconButton>
        </dd>
      )}
    </div>
  );
}

function FactValue(props: { event: AuditEvent; fact: Fact }) {
  const { event, fact } = props;
  const classes = useStyles();
  switch (fact.column) {
    case 'time':
    case 'recordedAt':
    case 'appendedAt':
      return (
        <>
          <Time iso={fact.text} /> ({formatUtc(fact.text)})
        </>
      );
    case 'duration':
      return <>{formatDuration(Number(fact.text))}</>;
    case 'outcome':
      return <OutcomeLabel outcome={event.outcome} />;
    case 'severity':
      return <SeverityLabel severity={event.severity} />;
    case 'actor':
    case 'onBehalfOf':
    case 'target':
      return (
        <>
          <NamedEntity entityRef={fact.text} />
          {fact.column === 'target' && event.target?.name && (
            <> ({event.target.name})</>
          )}
        </>
      );
    case 'leafHash':
    case 'id':
    case 'amends':
    case 'path':
    case 'query':
    case 'traceId':
    case 'claimedTraceId':
      return <span className={classes.code}>{fact.text}</span>;
    default:
      return <>{fact.text}</>;
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
