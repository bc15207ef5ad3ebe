import { useId } from 'react';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { Cadence } from 'backstage-plugin-audit-log-common';
import { SelectField } from '../shared';
import { useWords } from '../words';
import { DaysField } from './DaysField';
import { useFormStyles } from './formStyles';

const intervals = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720];
const monthDays = Array.from({ length: 31 }, (_, index) => String(index + 1));

/** The fields that a frequency of the chosen kind needs. */
export function CadenceFields(props: {
  cadence: Cadence;
  onChange: (cadence: Cadence) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const { cadence, onChange, errorOf } = props;
  const t = useWords();
  const classes = useFormStyles();
  const time = (
    label: string,
    value: string,
    change: (value: string) => void,
    path: string,
  ) => (
    <Field
      label={label}
      value={value}
      onText={change}
      error={errorOf(`cadence.${path}`)}
      type="time"
      InputLabelProps={{ shrink: true }}
    />
  );

  switch (cadence.type) {
    case 'hourly':
      return (
        <div className={classes.pair}>
          <Field
            label={t('scheduleForm.minute')}
            value={Number.isNaN(cadence.minute) ? '' : String(cadence.minute)}
            onText={text =>
              onChange({
                ...cadence,
                minute: text === '' ? NaN : Number(text),
              })
            }
            error={errorOf('cadence.minute')}
            type="number"
            inputProps={{ min: 0, max: 59 }}
          />
        </div>
      );
    case 'daily':
      return (
        <div className={classes.pair}>
          {time(
            t('scheduleForm.time'),
            cadence.time,
            value => onChange({ ...cadence, time: value }),
            'time',
          )}
        </div>
      );
    case 'weekly':
      return (
        <>
          <DaysField
            days={cadence.days}
            onChange={days => onChange({ ...cadence, days })}
            error={errorOf('cadence.days')}
          />
          <div className={classes.pair}>
            {time(
              t('scheduleForm.time'),
              cadence.time,
              value => onChange({ ...cadence, time: value }),
              'time',
            )}
          </div>
        </>
      );
    case 'monthly':
      return (
        <div className={classes.pair}>
          <SelectField
            label={t('scheduleForm.dayOfMonth')}
            value={String(cadence.day)}
            options={[
              ...monthDays.map(value => ({ value, label: value })),
              { value: 'last', label: t('scheduleForm.lastDay') },
            ]}
            onChange={day =>
              onChange({
                ...cadence,
                day: day === 'last' ? 'last' : Number(day),
              })
            }
          />
          {time(
            t('scheduleForm.time'),
            cadence.time,
            value => onChange({ ...cadence, time: value }),
            'time',
          )}
        </div>
      );
    case 'window':
      return (
        <>
          <DaysField
            days={cadence.days ?? [1, 2, 3, 4, 5, 6, 7]}
            onChange={days => onChange({ ...cadence, days })}
            error={errorOf('cadence.days')}
          />
          <div className={classes.pair}>
            <SelectField
              label={t('scheduleForm.every')}
              value={String(cadence.everyMinutes)}
              options={[...new Set([...intervals, cadence.everyMinutes])]
                .sort((a, b) => a - b)
                .map(minutes => ({
                  value: String(minutes),
                  label:
                    minutes % 60 === 0
                      ? t('scheduleForm.everyHours', { count: minutes / 60 })
                      : t('scheduleForm.everyMinutes', { count: minutes }),
                }))}
              onChange={value =>
                onChange({ ...cadence, everyMinutes: Number(value) })
              }
            />
            {time(
              t('scheduleForm.windowFrom'),
              cadence.from,
              from => onChange({ ...cadence, from }),
              'from',
            )}
            {time(
              t('scheduleForm.windowTo'),
              cadence.to,
              to => onChange({ ...cadence, to }),
              'to',
            )}
          </div>
        </>
      );
    default:
      return (
        <Field
          className={classes.mono}
          label={t('scheduleForm.expression')}
          value={cadence.expression}
          onText={expression => onChange({ ...cadence, expression })}
          error={errorOf('cadence.expression')}
          help={t('scheduleForm.expressionHelp')}
          inputProps={{ spellCheck: false, maxLength: 128 }}
        />
      );
  }
}

function Field(
  props: Omit<TextFieldProps, 'onChange' | 'error' | 'variant'> & {
    onText: (text: string) => void;
    error?: string;
    help?: string;
  },
) {
  const { onText, error, help, ...rest } = props;
  const id = useId();
  return (
    <TextField
      {...rest}
      id={id}
      onChange={event => onText(event.target.value)}
      error={error !== undefined}
      helperText={error ?? help}
      variant="outlined"
      size="small"
      fullWidth
    />
  );
}
