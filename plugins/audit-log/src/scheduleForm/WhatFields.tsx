import { useId } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { Link } from '@backstage/core-components';
import { View } from 'backstage-plugin-audit-log-common';
import { SelectField, useExportLinks } from '../shared';
import { useWords } from '../words';
import { FormSection } from './FormSection';
import { ScheduleForm } from './useScheduleForm';

/** Value of the choice for schedules without a view. */
const OWN_QUERY = 'own-query';

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
    form.change({ viewId: view?.id ?? null, query: view?.query ?? '' });
  const options = views.map(view => ({ value: view.id, label: view.name }));
  if (draft.viewId !== null && !chosen) {
    options.push({ value: draft.viewId, label: t('schedule.viewGone') });
  }
  if (ownQuery !== undefined) {
    options.push({
      value: OWN_QUERY,
      label: ownQuery
        ? t('scheduleForm.viewOwn', { query: ownQuery })
        : t('scheduleForm.viewAll'),
    });
  }

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
        value={draft.viewId ?? (ownQuery === undefined ? '' : OWN_QUERY)}
        options={options}
        disabled={options.length === 0}
        onChange={value =>
          value === OWN_QUERY
            ? form.change({ viewId: null, query: ownQuery ?? '' })
            : take(views.find(({ id }) => id === value))
        }
        error={viewError !== undefined}
        helperText={
          <>
            {viewError ??
              (options.length === 0
                ? t('scheduleForm.viewNone')
                : t('scheduleForm.viewHelp'))}{' '}
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
