import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { DateTime } from 'luxon';
import { SelectField } from '../shared';
import { useWords } from '../words';
import { TimeRange, resolveRange } from './timeRange';

const FIELD_FORMAT = "yyyy-MM-dd'T'HH:mm:ss";

const useStyles = makeStyles(
  theme => ({ zone: { margin: theme.spacing(1, 0, 1.5) } }),
  { name: 'AuditLogAbsoluteRange' },
);

/** Two times in the zone of choice. An empty field leaves that end open. */
export function AbsoluteRangeForm(props: {
  range: TimeRange;
  onApply: (range: TimeRange) => void;
}) {
  const t = useWords();
  const [bounds] = useState(() => resolveRange(props.range, new Date()));
  const classes = useStyles();
  const [ownZone] = useState(
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  const [zone, setZone] = useState(ownZone);
  const [from, setFrom] = useState(toField(bounds.from, ownZone));
  const [to, setTo] = useState(toField(bounds.to, ownZone));
  const isInvalid = Boolean(from && to && from >= to);

  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!isInvalid) {
      props.onApply(
        from || to
          ? {
              kind: 'absolute',
              from: fromField(from, zone),
              to: fromField(to, zone),
            }
          : { kind: 'all' },
      );
    }
  };
  /** The instants stay, and are written in the other zone. */
  const changeZone = (next: string) => {
    setZone(next);
    setFrom(toField(fromField(from, zone), next));
    setTo(toField(fromField(to, zone), next));
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
      <SelectField
        className={classes.zone}
        label={t('explorer.range.zone')}
        value={zone}
        options={[...new Set([ownZone, 'UTC'])].map(value => ({
          value,
          label: value,
        }))}
        onChange={changeZone}
      />
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

function toField(iso: string | undefined, zone: string): string {
  return iso ? DateTime.fromISO(iso, { zone }).toFormat(FIELD_FORMAT) : '';
}

function fromField(text: string, zone: string): string | undefined {
  const time = DateTime.fromISO(text, { zone });
  return time.isValid ? time.toUTC().toISO() ?? undefined : undefined;
}
