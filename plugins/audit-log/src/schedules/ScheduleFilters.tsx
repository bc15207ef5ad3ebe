import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import {
  ExportSchedule,
  exportFormatIds,
  exportScheduleStatuses,
} from 'backstage-plugin-audit-log-common';
import { EntityName, SelectField } from '../shared';
import { useWords } from '../words';
import { ListFilters, hasFilters } from './listState';
import { useScheduleStyles } from './scheduleStyles';

/** Narrows the list down. */
export function ScheduleFilters(props: {
  filters: ListFilters;
  schedules: ExportSchedule[];
  shown: number;
  onChange: (filters: ListFilters) => void;
}) {
  const { filters, schedules, onChange } = props;
  const t = useWords();
  const classes = useScheduleStyles();
  const searchId = useId();
  // The address follows a moment later, which would swallow letters.
  const [text, setText] = useState(filters.text ?? '');
  const any = { value: '' as const, label: t('schedule.filter.any') };
  const values = (
    valueOf: (schedule: ExportSchedule) => string,
    set?: string,
  ) => [...new Set([...schedules.map(valueOf), ...(set ? [set] : [])])].sort();

  return (
    <div
      className={classes.filters}
      role="search"
      aria-label={t('schedule.filter.label')}
    >
      <TextField
        id={searchId}
        className={classes.search}
        label={t('schedule.filter.text')}
        type="search"
        value={text}
        onChange={event => {
          setText(event.target.value);
          onChange({ ...filters, text: event.target.value || undefined });
        }}
        inputProps={{ maxLength: 200 }}
        variant="outlined"
        size="small"
      />
      <SelectField
        className={classes.filter}
        displayEmpty
        label={t('schedule.filter.status')}
        value={filters.status ?? ''}
        options={[
          any,
          ...exportScheduleStatuses.map(value => ({
            value,
            label: t(`schedule.status.${value}`),
          })),
        ]}
        onChange={status =>
          onChange({ ...filters, status: status || undefined })
        }
      />
      <SelectField
        className={classes.filter}
        displayEmpty
        label={t('schedule.filter.owner')}
        value={filters.owner ?? ''}
        options={[
          any,
          ...values(({ owner }) => owner, filters.owner).map(value => ({
            value,
            label: <EntityName entityRef={value} noLink />,
          })),
        ]}
        onChange={owner => onChange({ ...filters, owner: owner || undefined })}
      />
      <SelectField
        className={classes.filter}
        displayEmpty
        label={t('schedule.filter.integration')}
        value={filters.integration ?? ''}
        options={[
          any,
          ...values(({ integration }) => integration, filters.integration).map(
            value => ({ value, label: value }),
          ),
        ]}
        onChange={integration =>
          onChange({ ...filters, integration: integration || undefined })
        }
      />
      <SelectField
        className={classes.filter}
        displayEmpty
        label={t('schedule.filter.format')}
        value={filters.format ?? ''}
        options={[
          any,
          ...exportFormatIds.map(value => ({
            value,
            label: t(`schedule.format.${value}`),
          })),
        ]}
        onChange={format =>
          onChange({ ...filters, format: format || undefined })
        }
      />
      {hasFilters(filters) && (
        <>
          <Button
            size="small"
            onClick={() => {
              setText('');
              onChange({});
            }}
          >
            {t('schedule.filter.clear')}
          </Button>
          <span role="status">
            {t('schedule.filter.shown', {
              shown: String(props.shown),
              total: String(schedules.length),
            })}
          </span>
        </>
      )}
    </div>
  );
}
