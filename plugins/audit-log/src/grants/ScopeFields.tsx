import { useCallback } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useApi } from '@backstage/frontend-plugin-api';
import { builtInCategories } from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, useLoaded } from '../shared';
import { useWords } from '../words';
import { GrantForm } from './grantForm';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    limits: {
      display: 'grid',
      paddingLeft: theme.spacing(4),
      [theme.breakpoints.down('xs')]: { paddingLeft: theme.spacing(1) },
    },
  }),
  { name: 'AuditLogGrantScope' },
);

/** What may be read by a grant. */
export function ScopeFields(props: {
  form: GrantForm;
  problem?: string;
  onChange: (change: Partial<GrantForm>) => void;
}) {
  const { form, problem, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <FormControl
      component="fieldset"
      fullWidth
      error={problem !== undefined}
      className={classes.root}
    >
      <FormLabel component="legend">{t('grant.form.scope')}</FormLabel>
      <RadioGroup
        value={form.scope}
        onChange={event =>
          onChange({ scope: event.target.value as GrantForm['scope'] })
        }
      >
        <FormControlLabel
          value="all"
          control={<Radio color="primary" size="small" />}
          label={t('grant.form.all')}
        />
        <FormControlLabel
          value="some"
          control={<Radio color="primary" size="small" />}
          label={t('grant.form.some')}
        />
      </RadioGroup>
      {form.scope === 'some' && (
        <div className={classes.limits}>
          <Limits form={form} onChange={onChange} />
        </div>
      )}
      {problem && <FormHelperText role="alert">{problem}</FormHelperText>}
    </FormControl>
  );
}

function Limits(props: {
  form: GrantForm;
  onChange: (change: Partial<GrantForm>) => void;
}) {
  const { form, onChange } = props;
  const t = useWords();
  const api = useApi(auditLogApiRef);
  // The names of plugins are an offer; without it they can be typed.
  const types = useLoaded(
    useCallback((signal: AbortSignal) => api.listEventTypes(signal), [api]),
  );
  return (
    <>
      <Names
        id="audit-log-grant-categories"
        label={t('grant.form.categories')}
        known={builtInCategories}
        value={form.categories}
        onChange={names =>
          onChange({ categories: names.map(name => name.toUpperCase()) })
        }
      />
      <Names
        id="audit-log-grant-plugins"
        label={t('grant.form.plugins')}
        known={types.value?.plugins.map(({ id }) => id) ?? []}
        value={form.plugins}
        onChange={plugins => onChange({ plugins })}
      />
      {(['ownEvents', 'ownedEntities'] as const).map(name => (
        <FormControlLabel
          key={name}
          control={
            <Checkbox
              color="primary"
              size="small"
              checked={form[name]}
              onChange={event => onChange({ [name]: event.target.checked })}
            />
          }
          label={t(`grant.form.${name}`)}
        />
      ))}
    </>
  );
}

/** Several names, of those that are known or of one's own. */
function Names(props: {
  id: string;
  label: string;
  known: readonly string[];
  value: string[];
  onChange: (names: string[]) => void;
}) {
  const { id, label, known, value, onChange } = props;
  const t = useWords();
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      filterSelectedOptions
      options={[...known]}
      value={value}
      onChange={(_, names) =>
        onChange(names.map(name => name.trim()).filter(Boolean))
      }
      ChipProps={{ size: 'small' }}
      renderInput={params => (
        <TextField
          {...params}
          label={label}
          placeholder={value.length === 0 ? t('grant.form.anyOne') : undefined}
          variant="outlined"
          size="small"
          margin="dense"
          InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
        />
      )}
    />
  );
}
