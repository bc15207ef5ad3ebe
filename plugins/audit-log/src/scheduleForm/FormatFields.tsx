import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import {
  ExportOutput,
  View,
  compressionsOfFormat,
  exportColumnsOfView,
  exportFormatIds,
} from 'backstage-plugin-audit-log-common';
import { SelectField } from '../shared';
import { useWords } from '../words';
import { FormSection } from './FormSection';
import { useFormStyles } from './formStyles';
import { hasColumns, withFormat } from './scheduleDraft';
import { ScheduleForm } from './useScheduleForm';

/** Format, compression, and what spreadsheets need. */
export function FormatFields(props: {
  form: ScheduleForm;
  views: View[];
  onOutput: (output: ExportOutput) => void;
}) {
  const { form, onOutput } = props;
  const view = props.views.find(({ id }) => id === form.draft.viewId);
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
          onChange={format => onOutput(withFormat(output, format, view))}
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
      {hasColumns(output.format) && (
        <ColumnsField view={view} output={output} onOutput={onOutput} />
      )}
    </FormSection>
  );
}

/** All columns, those of the view, or those that were chosen before. */
function ColumnsField(props: {
  view: View | undefined;
  output: ExportOutput;
  onOutput: (output: ExportOutput) => void;
}) {
  const { view, output, onOutput } = props;
  const t = useWords();
  const ofView = exportColumnsOfView(view?.columns ?? null);
  const sameAs = (columns: string[] | null) =>
    JSON.stringify(columns) === JSON.stringify(output.columns);
  const choices = {
    all: { columns: null, label: t('scheduleForm.columns.all') },
    view: ofView && {
      columns: ofView,
      label: t('scheduleForm.columns.view', { count: ofView.length }),
    },
    own: output.columns !== null &&
      !sameAs(ofView) && {
        columns: output.columns,
        label: t('scheduleForm.columns.own', { count: output.columns.length }),
      },
  };
  const [chosen] = (['all', 'view', 'own'] as const).filter(name => {
    const choice = choices[name];
    return choice && sameAs(choice.columns);
  });
  return (
    <SelectField
      label={t('scheduleForm.columns.label')}
      value={chosen ?? 'all'}
      options={(['all', 'view', 'own'] as const).flatMap(value => {
        const choice = choices[value];
        return choice ? [{ value, label: choice.label }] : [];
      })}
      onChange={value => {
        const choice = choices[value];
        onOutput({ ...output, columns: (choice || choices.all).columns });
      }}
      helperText={t('scheduleForm.columns.help')}
    />
  );
}
