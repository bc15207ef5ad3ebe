import { ReactNode, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import {
  ExportSchedule,
  View,
  exportFormatIds,
  exportScheduleStatuses,
} from 'backstage-plugin-audit-log-common';
import { EntityName, SelectField } from '../shared';
import { useWords } from '../words';
import { ListFilters, hasFilters } from './listState';
import { useScheduleStyles } from './scheduleStyles';

type Choice = Exclude<keyof ListFilters, 'text'>;

/** Narrows the list down. */
export function ScheduleFilters(props: {
  filters: ListFilters;
  schedules: ExportSchedule[];
  views: View[];
  shown: number;
  onChange: (filters: ListFilters) => void;
}) {
  const { filters, schedules, views, onChange } = props;
  const t = useWords();
  const classes = useScheduleStyles();
  const searchId = useId();
  // The address follows a moment later, which would swallow letters.
  const [text, setText] = useState(filters.text ?? '');
  /** What occurs in the list, and what the address asks for. */
  const valuesOf = (name: 'owner' | 'viewId' | 'integration') => [
    ...new Set(
      [...schedules.map(each => each[name]), filters[name]].filter(
        (value): value is string => Boolean(value),
      ),
    ),
  ];
  const viewName = (id: string) =>
    views.find(view => view.id === id)?.name ?? t('schedule.viewGone');

  const choices: [Choice, readonly string[], (value: string) => ReactNode][] = [
    [
      'status',
      exportScheduleStatuses,
      value => t(`schedule.status.${value as 'active'}`),
    ],
    [
      'owner',
      valuesOf('owner').sort(),
      value => <EntityName entityRef={value} noLink />,
    ],
    [
      'viewId',
      valuesOf('viewId').sort((a, b) => viewName(a).localeCompare(viewName(b))),
      viewName,
    ],
    ['integration', valuesOf('integration').sort(), value => value],
    [
      'format',
      exportFormatIds,
      value => t(`schedule.format.${value as 'jsonl'}`),
    ],
  ];

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
      {choices.map(([name, values, labelOf]) => (
        <SelectField
          key={name}
          className={classes.filter}
          displayEmpty
          label={t(`schedule.filter.${name}`)}
          value={filters[name] ?? ''}
          options={[
            { value: '', label: t('schedule.filter.any') },
            ...values.map(value => ({ value, label: labelOf(value) })),
          ]}
          onChange={value =>
            onChange({ ...filters, [name]: value || undefined })
          }
        />
      ))}
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
