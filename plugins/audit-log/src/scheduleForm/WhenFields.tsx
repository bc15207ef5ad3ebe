import { useId, useMemo } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Cadence } from 'backstage-plugin-audit-log-common';
import { SelectField } from '../shared';
import { useWords } from '../words';
import { CadenceFields } from './CadenceFields';
import { FormSection } from './FormSection';
import { useFormStyles } from './formStyles';
import { withCadenceType } from './scheduleDraft';
import { ScheduleForm } from './useScheduleForm';

const cadenceTypes: Cadence['type'][] = [
  'hourly',
  'daily',
  'weekly',
  'monthly',
  'window',
  'cron',
];

/** Every IANA time zone that the browser knows. */
function knownTimeZones(): string[] {
  const intl = Intl as { supportedValuesOf?: (key: string) => string[] };
  const zones = intl.supportedValuesOf?.('timeZone') ?? [];
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}

/** Frequency and time zone. */
export function WhenFields(props: { form: ScheduleForm }) {
  const { form } = props;
  const { cadence, timeZone } = form.draft;
  const t = useWords();
  const classes = useFormStyles();
  const id = useId();
  const zones = useMemo(knownTimeZones, []);
  const zoneError = form.errorOf('timeZone');

  return (
    <FormSection heading={t('scheduleForm.section.when')}>
      <div className={classes.pair}>
        <SelectField
          label={t('scheduleForm.frequency')}
          value={cadence.type}
          options={cadenceTypes.map(value => ({
            value,
            label: t(`scheduleForm.cadence.${value}`),
          }))}
          onChange={type =>
            form.change({ cadence: withCadenceType(cadence, type) })
          }
        />
        <Autocomplete
          id={id}
          options={zones.includes(timeZone) ? zones : [timeZone, ...zones]}
          value={timeZone}
          onChange={(_, zone) => zone && form.change({ timeZone: zone })}
          disableClearable
          renderInput={params => (
            <TextField
              {...params}
              label={t('scheduleForm.timeZone')}
              variant="outlined"
              size="small"
              error={zoneError !== undefined}
              helperText={zoneError}
            />
          )}
        />
      </div>
      <CadenceFields
        cadence={cadence}
        onChange={next => form.change({ cadence: next })}
        errorOf={form.errorOf}
      />
    </FormSection>
  );
}
