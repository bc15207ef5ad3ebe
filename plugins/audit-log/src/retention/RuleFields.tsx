import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import UpIcon from '@material-ui/icons/ArrowUpward';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import Autocomplete from '@material-ui/lab/Autocomplete';
import {
  builtInCategories,
  severities,
} from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { DaysField } from './DaysField';
import { RuleForm } from './retentionForm';

const MAX_RULES = 50;

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    rule: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) 160px 96px auto',
      gap: theme.spacing(0, 1),
      alignItems: 'start',
      margin: 0,
      padding: 0,
      border: 0,
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr) 96px auto',
        paddingBottom: theme.spacing(2),
        '& > :first-child': { gridColumn: '1 / -1' },
      },
    },
    buttons: { display: 'flex', paddingTop: theme.spacing(1) },
  }),
  { name: 'AuditLogRetentionRules' },
);

/** Exceptions from how long events are kept, in the order of trying. */
export function RuleFields(props: {
  rules: RuleForm[];
  onChange: (rules: RuleForm[]) => void;
}) {
  const { rules, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const nextKey = Math.max(-1, ...rules.map(({ key }) => key)) + 1;
  const replace = (index: number, change: Partial<RuleForm>) =>
    onChange(
      rules.map((rule, i) => (i === index ? { ...rule, ...change } : rule)),
    );
  const moveUp = (index: number) => {
    const moved = [...rules];
    [moved[index - 1], moved[index]] = [moved[index], moved[index - 1]];
    onChange(moved);
  };
  return (
    <div className={classes.root}>
      <Typography variant="subtitle2" component="h3">
        {t('retention.form.rules')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('retention.form.rulesHelp')}
      </Typography>
      {rules.map((rule, index) => {
        const number = index + 1;
        return (
          <fieldset
            key={rule.key}
            className={classes.rule}
            aria-label={t('retention.form.rule', { number: String(number) })}
          >
            <Autocomplete
              id={`audit-log-retention-categories-${rule.key}`}
              multiple
              freeSolo
              autoSelect
              filterSelectedOptions
              options={[...builtInCategories]}
              value={rule.categories}
              onChange={(_, categories: string[]) =>
                replace(index, {
                  categories: categories
                    .map(name => name.trim().toUpperCase())
                    .filter(Boolean),
                })
              }
              ChipProps={{ size: 'small' }}
              renderInput={params => (
                <TextField
                  {...params}
                  label={t('retention.form.categories')}
                  placeholder={
                    rule.categories.length === 0
                      ? t('retention.form.anyCategory')
                      : undefined
                  }
                  variant="outlined"
                  size="small"
                  margin="dense"
                  InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
                />
              )}
            />
            <TextField
              select
              id={`audit-log-retention-severity-${rule.key}`}
              label={t('retention.form.minSeverity')}
              value={rule.minSeverity}
              onChange={event =>
                replace(index, {
                  minSeverity: event.target.value as RuleForm['minSeverity'],
                })
              }
              variant="outlined"
              size="small"
              margin="dense"
              InputLabelProps={{ shrink: true }}
              SelectProps={{ displayEmpty: true }}
            >
              <MenuItem value="">{t('retention.form.anyCategory')}</MenuItem>
              {severities.map(severity => (
                <MenuItem key={severity} value={severity}>
                  {t(`value.severity.${severity}`)}
                </MenuItem>
              ))}
            </TextField>
            <DaysField
              id={`audit-log-retention-days-${rule.key}`}
              label={t('retention.form.days')}
              value={rule.days}
              onChange={days => replace(index, { days })}
            />
            <div className={classes.buttons}>
              <IconButton
                size="small"
                disabled={index === 0}
                aria-label={t('retention.form.up', { number: String(number) })}
                onClick={() => moveUp(index)}
              >
                <UpIcon fontSize="small" />
              </IconButton>
              <IconButton
                size="small"
                aria-label={t('retention.form.remove', {
                  number: String(number),
                })}
                onClick={() => onChange(rules.filter((_, i) => i !== index))}
              >
                <DeleteIcon fontSize="small" />
              </IconButton>
            </div>
          </fieldset>
        );
      })}
      <Button
        size="small"
        disabled={rules.length >= MAX_RULES}
        onClick={() =>
          onChange([
            ...rules,
            { key: nextKey, categories: [], minSeverity: '', days: '365' },
          ])
        }
      >
        {t('retention.form.add')}
      </Button>
    </div>
  );
}
