import TextField from '@material-ui/core/TextField';
import { MAX_DAYS } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { isDays } from './retentionForm';

/** A number of days. */
export function DaysField(props: {
  id: string;
  label: string;
  value: string;
  configKey?: string;
  onChange: (value: string) => void;
}) {
  const { id, label, value, configKey, onChange } = props;
  const t = useWords();
  const problem = isDays(value)
    ? undefined
    : t('retention.form.badDays', { max: MAX_DAYS.toLocaleString() });
  return (
    <TextField
      id={id}
      label={label}
      value={value}
      disabled={configKey !== undefined}
      error={problem !== undefined}
      helperText={
        problem ?? (configKey && t('retention.fromConfig', { key: configKey }))
      }
      onChange={event => onChange(event.target.value.trim())}
      inputProps={{ inputMode: 'numeric', maxLength: 5 }}
      InputLabelProps={{ shrink: true }}
      // Where the value comes from is to be read all the same.
      FormHelperTextProps={{ disabled: false }}
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    />
  );
}
