import { useId } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { Link } from '@backstage/core-components';
import { View, exportColumnsOfView } from 'backstage-plugin-audit-log-common';
import { SelectField, useExportLinks } from '../shared';
import { readyViews } from '../views';
import { useWords } from '../words';
import { FormSection } from './FormSection';
import { hasColumns } from './scheduleDraft';
import { ScheduleForm } from './useScheduleForm';

/** Values of the choices that are no saved views. */
const OWN_QUERY = 'own-query';
const ALL_EVENTS = 'all-events';
const READY = 'ready:';

/** The choice that a query without a view is. */
function choiceOf(query: string): string {
  const ready = readyViews.find(({ q }) => q === query);
  return query === '' ? ALL_EVENTS : (ready && READY + ready.name) ?? OWN_QUERY;
}

/** Name and view. */
export function WhatFields(props: {
  form: ScheduleForm;
  views: View[];
  onName: (name: string) => void;
}) {
  const { form, views } = props;
  const { draft, ownQuery } = form;
  const t = useWords();
  const links = useExportLinks();
  const nameId = useId();
  const viewError = form.errorOf('viewId') ?? form.errorOf('query');
  const chosen = views.find(view => view.id === draft.viewId);
  const isOutdated = chosen !== undefined && chosen.query !== draft.query;
  const take = (view: View | undefined) =>
    form.change({
      viewId: view?.id ?? null,
      query: view?.query ?? '',
      ...(hasColumns(draft.output.format) && {
        output: {
          ...draft.output,
          columns: exportColumnsOfView(view?.columns ?? null),
        },
      }),
    });
  const options = views.map(view => ({ value: view.id, label: view.name }));
  if (draft.viewId !== null && !chosen) {
    options.push({ value: draft.viewId, label: t('schedule.viewGone') });
  }
  options.unshift({ value: ALL_EVENTS, label: t('scheduleForm.viewAll') });
  if (ownQuery !== undefined && choiceOf(ownQuery) === OWN_QUERY) {
    options.push({
      value: OWN_QUERY,
      label: t('scheduleForm.viewOwn', { query: ownQuery }),
    });
  }
  options.push(
    ...readyViews.map(({ name }) => ({
      value: READY + name,
      label: t(`view.readyName.${name}`),
    })),
  );
  const choose = (value: string) => {
    const ready = readyViews.find(({ name }) => READY + name === value);
    if (value === OWN_QUERY) {
      form.change({ viewId: null, query: ownQuery ?? '' });
    } else if (value === ALL_EVENTS || ready) {
      form.change({ viewId: null, query: ready?.q ?? '' });
    } else {
      take(views.find(({ id }) => id === value));
    }
  };

  return (
    <FormSection heading={t('scheduleForm.section.what')}>
      <TextField
        id={nameId}
        label={t('scheduleForm.name')}
        value={draft.name}
        onChange={event => props.onName(event.target.value)}
        error={form.errorOf('name') !== undefined}
        helperText={form.errorOf('name')}
        inputProps={{ maxLength: 128 }}
        variant="outlined"
        size="small"
        fullWidth
        required
      />
      <SelectField
        label={t('scheduleForm.view')}
        value={draft.viewId ?? (form.isChosen ? choiceOf(draft.query) : '')}
        options={options}
        onChange={choose}
        error={viewError !== undefined}
        helperText={
          <>
            {viewError ?? t('scheduleForm.viewHelp')}{' '}
            <Link to={links.explorer} underline="always">
              {t('scheduleForm.viewMake')}
            </Link>
          </>
        }
      />
      {isOutdated && (
        <Alert
          severity="info"
          role="status"
          action={
            <Button color="inherit" onClick={() => take(chosen)}>
              {t('scheduleForm.viewTake')}
            </Button>
          }
        >
          <AlertTitle>
            {t('scheduleForm.viewChanged', { name: chosen.name })}
          </AlertTitle>
          {draft.query
            ? t('scheduleForm.viewOwn', { query: draft.query })
            : t('scheduleForm.viewAll')}
        </Alert>
      )}
    </FormSection>
  );
}
