import { ReactNode, useId } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';

/** One choice among a few, each by its name. */
export function SelectField<T extends string>(props: {
  label: string;
  value: T | '';
  options: { value: T | ''; label: ReactNode; disabled?: boolean }[];
  onChange: (value: T) => void;
  helperText?: ReactNode;
  error?: boolean;
  disabled?: boolean;
  /** Shows the option of the empty value as chosen. */
  displayEmpty?: boolean;
  className?: string;
}) {
  const { label, value, options, onChange, displayEmpty, ...rest } = props;
  const id = useId();
  return (
    <TextField
      {...rest}
      id={id}
      select
      label={label}
      value={value}
      onChange={event => onChange(event.target.value as T)}
      SelectProps={{ displayEmpty }}
      InputLabelProps={displayEmpty ? { shrink: true } : undefined}
      variant="outlined"
      size="small"
      fullWidth
    >
      {options.map(option => (
        <MenuItem
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          dense
        >
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
