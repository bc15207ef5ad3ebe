import FormHelperText from '@material-ui/core/FormHelperText';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { useWords } from '../words';
import { useFormStyles } from './formStyles';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Days of the week, from Monday (1) to Sunday (7). */
export function DaysField(props: {
  days: number[];
  onChange: (days: number[]) => void;
  error?: string;
}) {
  const { days, onChange, error } = props;
  const t = useWords();
  const classes = useFormStyles();
  return (
    <div>
      <ToggleButtonGroup
        className={classes.days}
        size="small"
        value={days}
        onChange={(_, next: number[]) => onChange([...next].sort())}
        aria-label={t('scheduleForm.days')}
      >
        {week.map((day, index) => (
          <ToggleButton key={day} value={index + 1} className={classes.day}>
            {t(`scheduleForm.dayName.${day}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {error && <FormHelperText error>{error}</FormHelperText>}
    </div>
  );
}
