import { useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Rule, ruleDurabilities } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { MatchField } from './MatchField';
import { Choices, choicesOf, isFree } from './choices';
import {
  Effect,
  effectOf,
  effects,
  matchFields,
  valuesOf,
  withEffect,
  withValues,
} from './draft';

const BY_SEVERITY = 'bySeverity';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(2) },
    grid: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))',
    },
    heading: { fontSize: '0.875rem', fontWeight: 600 },
  }),
  { name: 'AuditLogRuleForm' },
);

/** Everything that one rule says. */
export function RuleForm(props: {
  rule: Rule;
  choices: Choices;
  onChange: (rule: Rule) => void;
}) {
  const { rule, choices, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  const effect = effectOf(rule);
  return (
    <div className={classes.root}>
      <div className={classes.grid}>
        <TextField
          id={`${id}-name`}
          label={t('rule.name')}
          value={rule.name}
          onChange={event => onChange({ ...rule, name: event.target.value })}
          inputProps={{ maxLength: 120 }}
          variant="outlined"
          size="small"
          required
        />
        <TextField
          id={`${id}-effect`}
          select
          label={t('rule.effect')}
          value={effect}
          onChange={event =>
            onChange(withEffect(rule, event.target.value as Effect))
          }
          variant="outlined"
          size="small"
        >
          {effects.map(name => (
            <MenuItem key={name} value={name}>
              {t(`rule.effects.${name}`)}
            </MenuItem>
          ))}
        </TextField>
        {effect !== 'drop' && (
          <TextField
            id={`${id}-durability`}
            select
            label={t('rule.durability')}
            value={rule.durability ?? BY_SEVERITY}
            onChange={event => {
              const { durability, ...rest } = rule;
              const chosen = ruleDurabilities.find(
                name => name === event.target.value,
              );
              onChange({ ...rest, ...(chosen && { durability: chosen }) });
            }}
            variant="outlined"
            size="small"
          >
            {[BY_SEVERITY, ...ruleDurabilities].map(name => (
              <MenuItem key={name} value={name}>
                {t(`rule.durabilities.${name as 'bySeverity'}`)}
              </MenuItem>
            ))}
          </TextField>
        )}
      </div>
      <div>
        <Typography className={classes.heading}>
          {t('rule.matchHeading')}
        </Typography>
        <Typography variant="caption" color="textSecondary">
          {t('rule.patternHelp')}
        </Typography>
      </div>
      <div className={classes.grid}>
        {matchFields.map(field => (
          <MatchField
            key={field}
            label={t(`rule.fields.${field}`)}
            placeholder={t('rule.any')}
            values={valuesOf(rule, field)}
            options={choicesOf(field, rule, choices)}
            isFree={isFree(field)}
            onChange={values => onChange(withValues(rule, field, values))}
          />
        ))}
      </div>
    </div>
  );
}
