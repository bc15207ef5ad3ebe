import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import {
  ExportOutput,
  compressionsOfFormat,
  exportFormatIds,
} from 'backstage-plugin-audit-log-common';
import { SelectField } from '../shared';
import { useWords } from '../words';
import { FormSection } from './FormSection';
import { useFormStyles } from './formStyles';
import { withFormat } from './scheduleDraft';
import { ScheduleForm } from './useScheduleForm';

/** Format, compression, and what spreadsheets need. */
export function FormatFields(props: {
  form: ScheduleForm;
  onOutput: (output: ExportOutput) => void;
}) {
  const { form, onOutput } = props;
  const { output } = form.draft;
  const t = useWords();
  const classes = useFormStyles();
  const check = (label: string, checked: boolean, change: () => void) => (
    <FormControlLabel
      control={
        <Checkbox
          color="primary"
          size="small"
          checked={checked}
          onChange={change}
        />
      }
      label={label}
    />
  );

  return (
    <FormSection heading={t('scheduleForm.section.format')}>
      <div className={classes.pair}>
        <SelectField
          label={t('scheduleForm.format')}
          value={output.format}
          options={exportFormatIds.map(value => ({
            value,
            label: t(`schedule.format.${value}`),
          }))}
          onChange={format => onOutput(withFormat(output, format))}
          error={form.errorOf('output') !== undefined}
          helperText={
            form.errorOf('output') ??
            t(`scheduleForm.formatHelp.${output.format}`)
          }
        />
        {output.format === 'parquet' ? (
          <SelectField
            label={t('scheduleForm.compression')}
            value={output.compression}
            options={compressionsOfFormat.parquet.map(value => ({
              value,
              label: t(`schedule.compression.${value}`),
            }))}
            onChange={compression => onOutput({ ...output, compression })}
          />
        ) : (
          <div>
            {check(t('scheduleForm.gzip'), output.compression === 'gzip', () =>
              onOutput({
                ...output,
                compression: output.compression === 'gzip' ? 'none' : 'gzip',
              }),
            )}
            {output.format === 'csv' && (
              <>
                {check(
                  t('scheduleForm.formulaGuard'),
                  output.formulaGuard,
                  () =>
                    onOutput({ ...output, formulaGuard: !output.formulaGuard }),
                )}
                <FormHelperText>
                  {t('scheduleForm.formulaGuardHelp')}
                </FormHelperText>
              </>
            )}
          </div>
        )}
      </div>
    </FormSection>
  );
}
