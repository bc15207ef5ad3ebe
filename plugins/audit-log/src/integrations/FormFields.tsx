import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { IntegrationList } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import {
  FormField,
  IdentityType,
  IntegrationForm,
  Problems,
  fieldsOf,
  identitiesOf,
  kindOf,
} from './integrationForm';

export interface FormFieldsProps {
  form: IntegrationForm;
  problems: Problems;
  offer: Pick<IntegrationList, 'profiles' | 'endpoints'>;
  isNew: boolean;
  onChange: (change: Partial<IntegrationForm>) => void;
}

/** The id of a field's input, so that it can be given the focus. */
export const inputId = (field: FormField) => `audit-log-integration-${field}`;

/** What the fields look like when filled in; the same in every language. */
const examples: Partial<Record<FormField, string>> = {
  roleArn: 'arn:aws:iam::123456789012:role/audit-log',
  serviceAccount: 'audit-log@project.iam.gserviceaccount.com',
};

/** Every field that the chosen cloud has, besides its identity. */
export function FormFields(props: FormFieldsProps) {
  const { form, offer, isNew, onChange } = props;
  const t = useWords();
  const { cloud } = form;
  const hasEndpoint = cloud === 'compatible' || form.endpoint !== '';
  return (
    <>
      <Field
        {...props}
        field="name"
        required
        disabled={!isNew}
        helperText={isNew ? t('integration.form.nameHelp') : undefined}
      />
      <Field
        {...props}
        field="destination"
        required
        helperText={t(`integration.form.destinationHelp.${cloud}`)}
      />
      {cloud === 'compatible' && offer.endpoints.length === 0 && (
        <Alert severity="warning">{t('integration.form.noEndpoint')}</Alert>
      )}
      {hasEndpoint && (
        <Choice
          {...props}
          field="endpoint"
          options={offer.endpoints}
          helperText={t('integration.form.endpointHelp')}
        />
      )}
      {kindOf(cloud) === 's3' && (
        <Field
          {...props}
          field="region"
          helperText={t('integration.form.regionHelp')}
        />
      )}
      {cloud === 'compatible' && (
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={form.forcePathStyle}
              onChange={event =>
                onChange({ forcePathStyle: event.target.checked })
              }
            />
          }
          label={t('integration.form.pathStyle')}
        />
      )}
    </>
  );
}

/** How the portal proves who it is. */
export function IdentityFields(props: FormFieldsProps) {
  const { form, offer } = props;
  const t = useWords();
  const { cloud, identity } = form;
  const profiles = offer.profiles
    .filter(({ kind }) => kind === kindOf(cloud))
    .map(({ name }) => name);
  if (cloud === 'local') {
    return null;
  }
  return (
    <>
      <Choice
        {...props}
        field="identity"
        options={identitiesOf[cloud]}
        labelOf={type =>
          t(`integration.form.identities.${type as IdentityType}`)
        }
        helperText={t(`integration.form.identityHelp.${identity}`)}
      />
      {identity === 'profile' && profiles.length === 0 && (
        <Alert severity="warning">{t('integration.form.noProfile')}</Alert>
      )}
      {fieldsOf(identity).map(field =>
        field === 'profile' ? (
          <Choice
            {...props}
            key={field}
            field={field}
            options={profiles}
            helperText={t('integration.form.profileHelp')}
          />
        ) : (
          <Field
            {...props}
            key={field}
            field={field}
            required={identity !== 'managed'}
            helperText={
              identity === 'managed'
                ? t('integration.form.clientIdHelp')
                : examples[field]
            }
          />
        ),
      )}
    </>
  );
}

function Field(
  props: FormFieldsProps & { field: FormField } & Pick<
      TextFieldProps,
      'required' | 'disabled' | 'helperText' | 'select' | 'children'
    >,
) {
  const { form, problems, field, onChange, helperText } = props;
  const t = useWords();
  const problem = problems[field];
  return (
    <TextField
      id={inputId(field)}
      label={t(`integration.form.${field as 'name'}`)}
      value={form[field]}
      onChange={event => onChange({ [field]: event.target.value })}
      error={problem !== undefined}
      helperText={problem ?? helperText}
      required={props.required}
      disabled={props.disabled}
      select={props.select}
      InputLabelProps={{ required: false }}
      inputProps={{ 'aria-invalid': problem !== undefined, spellCheck: false }}
      autoComplete="off"
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    >
      {props.children}
    </TextField>
  );
}

function Choice(
  props: FormFieldsProps & {
    field: FormField;
    options: string[];
    labelOf?: (option: string) => string;
    helperText: string;
  },
) {
  const { form, field, options, labelOf = option => option } = props;
  const present = String(form[field]);
  // What was chosen before may not be offered any more.
  const offered =
    present && !options.includes(present) ? [present, ...options] : options;
  return (
    <Field {...props} select required>
      {offered.map(option => (
        <MenuItem key={option} value={option}>
          {labelOf(option)}
        </MenuItem>
      ))}
    </Field>
  );
}
