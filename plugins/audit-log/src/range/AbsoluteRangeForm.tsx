import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { DateTime } from 'luxon';
import { useWords } from '../words';
import { TimeRange, resolveRange } from './timeRange';

const FIELD_FORMAT = "yyyy-MM-dd'T'HH:mm:ss";

/** Two times in the reader's zone. An empty field leaves that end open. */
export function AbsoluteRangeForm(props: {
  range: TimeRange;
  onApply: (range: TimeRange) => void;
}) {
  const t = useWords();
  const [bounds] = useState(() => resolveRange(props.range, new Date()));
  const [from, setFrom] = useState(toField(bounds.from));
  const [to, setTo] = useState(toField(bounds.to));
  const isInvalid = Boolean(from && to && from >= to);

  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!isInvalid) {
      props.onApply(
        from || to
          ? { kind: 'absolute', from: fromField(from), to: fromField(to) }
          : { kind: 'all' },
      );
    }
  };
  const field = {
    type: 'datetime-local',
    fullWidth: true,
    margin: 'dense' as const,
    variant: 'outlined' as const,
    size: 'small' as const,
    InputLabelProps: { shrink: true },
    inputProps: { step: 1 },
  };

  return (
    <form onSubmit={apply}>
      <Typography variant="subtitle2">{t('explorer.range.custom')}</Typography>
      <TextField
        {...field}
        id="audit-log-range-from"
        label={t('explorer.range.from')}
        value={from}
        onChange={event => setFrom(event.target.value)}
      />
      <TextField
        {...field}
        id="audit-log-range-to"
        label={t('explorer.range.to')}
        value={to}
        error={isInvalid}
        helperText={isInvalid ? t('explorer.range.invalid') : undefined}
        onChange={event => setTo(event.target.value)}
      />
      <Typography variant="caption" color="textSecondary" paragraph>
        {t('explorer.range.zone', { zone: DateTime.local().zoneName ?? 'UTC' })}
      </Typography>
      <Button
        type="submit"
        variant="contained"
        color="primary"
        size="small"
        disabled={isInvalid}
      >
        {t('explorer.range.apply')}
      </Button>
    </form>
  );
}

function toField(iso: string | undefined): string {
  return iso ? DateTime.fromISO(iso).toFormat(FIELD_FORMAT) : '';
}

function fromField(text: string): string | undefined {
  const time = DateTime.fromISO(text);
  return time.isValid ? time.toUTC().toISO() ?? undefined : undefined;
}
