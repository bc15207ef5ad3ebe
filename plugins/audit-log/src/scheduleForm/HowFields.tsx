import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import {
  ExportCondition,
  ExportCoverage,
} from 'backstage-plugin-audit-log-common';
import { SelectField } from '../shared';
import { useWords } from '../words';
import { ConditionTest } from './ConditionTest';
import { FormSection } from './FormSection';
import { useFormStyles } from './formStyles';
import { ScheduleForm } from './useScheduleForm';

const modes: ExportCoverage['mode'][] = ['incremental', 'full', 'window'];
const conditions: ExportCondition['type'][] = ['always', 'data', 'query'];
const DAY_HOURS = 24;

/** What a run covers, and when it is really written. */
export function HowFields(props: { form: ScheduleForm }) {
  const { form } = props;
  const { coverage, condition } = form.draft;
  const t = useWords();
  const classes = useFormStyles();
  const hoursId = useId();
  const queryId = useId();
  const hoursError = form.errorOf('coverage');
  const queryError = form.errorOf('condition');

  return (
    <FormSection heading={t('scheduleForm.section.how')}>
      <div className={classes.pair}>
        <SelectField
          label={t('scheduleForm.section.how')}
          value={coverage.mode}
          options={modes.map(value => ({
            value,
            label: t(`scheduleForm.coverage.${value}`),
          }))}
          onChange={mode =>
            form.change({
              coverage:
                mode === 'window' ? { mode, hours: DAY_HOURS } : { mode },
            })
          }
        />
        {coverage.mode === 'window' && (
          <TextField
            id={hoursId}
            label={t('scheduleForm.hours')}
            type="number"
            value={Number.isNaN(coverage.hours) ? '' : coverage.hours}
            onChange={({ target: { value } }) =>
              form.change({
                coverage: {
                  mode: 'window',
                  hours: value === '' ? NaN : Number(value),
                },
              })
            }
            error={hoursError !== undefined}
            helperText={hoursError}
            inputProps={{ min: 1, max: 8784 }}
            variant="outlined"
            size="small"
          />
        )}
      </div>
      <SelectField
        label={t('scheduleForm.conditionLabel')}
        value={condition.type}
        options={conditions.map(value => ({
          value,
          label: t(`scheduleForm.condition.${value}`),
        }))}
        onChange={type =>
          form.change({
            condition: type === 'query' ? { type, query: '' } : { type },
          })
        }
        helperText={t('scheduleForm.conditionHelp')}
      />
      {condition.type === 'query' && (
        <TextField
          id={queryId}
          className={classes.mono}
          label={t('scheduleForm.conditionQuery')}
          placeholder="outcome:failed severity>=medium"
          value={condition.query}
          onChange={event =>
            form.change({
              condition: { type: 'query', query: event.target.value },
            })
          }
          error={queryError !== undefined}
          helperText={queryError}
          inputProps={{ spellCheck: false, maxLength: 4096 }}
          variant="outlined"
          size="small"
          fullWidth
        />
      )}
      {condition.type !== 'always' && <ConditionTest form={form} />}
    </FormSection>
  );
}
