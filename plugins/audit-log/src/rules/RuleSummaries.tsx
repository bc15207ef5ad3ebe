import { useId } from 'react';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ListRulesResponse, Rule } from 'backstage-plugin-audit-log-common';
import { Words, useWords } from '../words';
import { effectOf, matchFields, valuesOf } from './draft';

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: theme.spacing(1, 0, -1.5),
      padding: 0,
      listStyle: 'none',
      fontFamily: theme.typography.fontFamily,
      '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
    rule: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr) auto',
      gap: theme.spacing(0, 1),
      alignItems: 'baseline',
      padding: theme.spacing(1.25, 0),
      overflowWrap: 'anywhere',
    },
    position: { fontVariantNumeric: 'tabular-nums' },
    name: { fontWeight: 600 },
    match: {
      gridColumn: 2,
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
      '& .MuiChip-root': { margin: 0 },
      [theme.breakpoints.down('xs')]: { gridColumn: 2 },
      [theme.breakpoints.up('sm')]: { gridColumn: 3, gridRow: '1 / 3' },
    },
  }),
  { name: 'AuditLogRuleSummaries' },
);

/** The rules in the order in which they are tried, each in a line. */
export function RuleSummaries(props: {
  label: string;
  items: ListRulesResponse['items'];
}) {
  const classes = useStyles();
  return (
    <ol className={classes.list} aria-label={props.label}>
      {props.items.map(({ rule, hits }, index) => (
        <RuleSummary
          key={rule.name}
          rule={rule}
          hits={hits}
          position={index + 1}
        />
      ))}
    </ol>
  );
}

function RuleSummary(props: {
  rule: Rule;
  hits: number | null;
  position: number;
}) {
  const { rule, hits, position } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  return (
    <li className={classes.rule} aria-labelledby={id}>
      <span className={classes.position}>
        {t('rule.position', { position: String(position) })}
      </span>
      <Typography id={id} component="h3" className={classes.name}>
        {rule.name}
      </Typography>
      <span className={classes.match}>
        {matchText(rule, t) || t('rule.everything')}
      </span>
      <span className={classes.facts}>
        {hits !== null && <span>{t('rule.hits', { count: hits })}</span>}
        <Chip
          size="small"
          variant="outlined"
          label={t(`rule.effects.${effectOf(rule)}`)}
        />
      </span>
    </li>
  );
}

/** `Plugin: catalog · Severity: low, medium` */
export function matchText(rule: Rule, t: Words): string {
  return matchFields
    .filter(field => valuesOf(rule, field).length > 0)
    .map(
      field =>
        `${t(`rule.fields.${field}`)}: ${valuesOf(rule, field).join(', ')}`,
    )
    .join(' · ');
}
