import { useMemo } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';

/** The values of one field of a rule, completed with what occurs. */
export function MatchField(props: {
  label: string;
  placeholder: string;
  values: string[];
  options: string[];
  /** Whether other texts than the options are taken, for instance patterns. */
  isFree: boolean;
  onChange: (values: string[]) => void;
}) {
  const { label, placeholder, values, options, isFree, onChange } = props;
  // Autocomplete clears what is being typed when it gets another list, even
  // one with the same values.
  const written = JSON.stringify(values);
  const value = useMemo(() => JSON.parse(written) as string[], [written]);
  const toValues = (texts: string[]) => [
    ...new Set(texts.map(text => text.trim()).filter(text => text !== '')),
  ];
  return (
    <Autocomplete
      multiple
      size="small"
      freeSolo={isFree}
      // What was typed counts when the field is left, too.
      autoSelect={false}
      filterSelectedOptions
      options={options}
      value={value}
      onChange={(_, chosen) => onChange(toValues(chosen as string[]))}
      renderInput={input => (
        <TextField
          {...input}
          variant="outlined"
          label={label}
          placeholder={values.length === 0 ? placeholder : undefined}
          InputLabelProps={{ shrink: true }}
          onBlur={event => {
            const typed = event.target.value?.trim();
            if (isFree && typed) {
              onChange(toValues([...values, typed]));
            }
          }}
        />
      )}
    />
  );
}
