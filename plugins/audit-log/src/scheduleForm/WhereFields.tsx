import { useId, useRef } from 'react';
import Button from '@material-ui/core/Button';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Checkbox from '@material-ui/core/Checkbox';
import TextField from '@material-ui/core/TextField';
import { Link } from '@backstage/core-components';
import {
  StorageIntegration,
  destinationPlaceholders,
} from 'backstage-plugin-audit-log-common';
import { SelectField, useExportLinks } from '../shared';
import { useWords } from '../words';
import { FormSection } from './FormSection';
import { useFormStyles } from './formStyles';
import { ScheduleForm } from './useScheduleForm';

type Placeholder = keyof typeof destinationPlaceholders;

const placeholders = Object.keys(destinationPlaceholders) as Placeholder[];

/** Storage integration, destination with placeholders, and prefix. */
export function WhereFields(props: {
  form: ScheduleForm;
  /** Undefined for readers who may not list them; they type the name. */
  integrations: StorageIntegration[] | undefined;
  onIntegration: (name: string) => void;
  onDestination: (destination: string) => void;
}) {
  const { form, integrations, onDestination } = props;
  const { draft } = form;
  const t = useWords();
  const classes = useFormStyles();
  const links = useExportLinks();
  const id = useId();
  const nameId = useId();
  const input = useRef<HTMLInputElement>(null);
  const chosen = integrations?.find(({ name }) => name === draft.integration);
  const error = form.errorOf('destination');
  const integrationError = form.errorOf('integration');

  const insert = (placeholder: Placeholder) => {
    const { current } = input;
    const at = current?.selectionStart ?? draft.destination.length;
    const end = current?.selectionEnd ?? at;
    const text = `{${placeholder}}`;
    onDestination(
      `${draft.destination.slice(0, at)}${text}${draft.destination.slice(end)}`,
    );
    requestAnimationFrame(() => {
      current?.focus();
      current?.setSelectionRange(at + text.length, at + text.length);
    });
  };

  return (
    <FormSection heading={t('scheduleForm.section.where')}>
      {integrations ? (
        <SelectField
          label={t('scheduleForm.integration')}
          value={draft.integration}
          options={integrationOptions(integrations)}
          disabled={integrations.length === 0}
          onChange={props.onIntegration}
          error={integrationError !== undefined}
          helperText={
            integrations.length === 0 ? (
              <>
                {t('scheduleForm.integrationNone')}{' '}
                <Link to={links.settings}>
                  {t('scheduleForm.integrationMake')}
                </Link>
              </>
            ) : (
              integrationError
            )
          }
        />
      ) : (
        <TextField
          id={nameId}
          label={t('scheduleForm.integration')}
          value={draft.integration}
          onChange={event => props.onIntegration(event.target.value.trim())}
          error={integrationError !== undefined}
          helperText={integrationError ?? t('scheduleForm.integrationTyped')}
          variant="outlined"
          size="small"
          fullWidth
          required
        />
      )}
      <TextField
        id={id}
        inputRef={input}
        className={classes.mono}
        label={t('scheduleForm.destination')}
        value={draft.destination}
        onChange={event => onDestination(event.target.value.trim())}
        error={error !== undefined}
        helperText={
          error ??
          (chosen &&
            t('scheduleForm.destinationHelp', { root: chosen.destination }))
        }
        inputProps={{ spellCheck: false }}
        variant="outlined"
        size="small"
        fullWidth
        multiline
        required
      />
      <div
        className={classes.placeholders}
        role="group"
        aria-label={t('scheduleForm.placeholders')}
      >
        {placeholders.map(placeholder => (
          <Button
            key={placeholder}
            size="small"
            variant="outlined"
            className={classes.placeholder}
            title={t(`scheduleForm.placeholder.${placeholder}`)}
            onClick={() => insert(placeholder)}
          >
            {`{${placeholder}}`}
          </Button>
        ))}
      </div>
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            size="small"
            checked={draft.datePrefix}
            onChange={(_, datePrefix) => form.change({ datePrefix })}
          />
        }
        label={t('scheduleForm.datePrefix')}
      />
    </FormSection>
  );

  function integrationOptions(known: StorageIntegration[]) {
    const options = known.map(({ name, destination, status }) => ({
      value: name,
      label:
        status === 'ready'
          ? `${name} (${destination})`
          : `${name} (${t(`scheduleForm.integrationState.${status}`)})`,
      disabled: status === 'retired',
    }));
    return draft.integration === '' || chosen
      ? options
      : [...options, { value: draft.integration, label: draft.integration }];
  }
}
