import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { Time } from '../shared';
import { useWords } from '../words';
import { ScheduleDraft, draftOfSchedule } from './scheduleDraft';
import { ScheduleForm } from './useScheduleForm';

/** Says that somebody else was faster, and lets the reader decide. */
export function ConflictAlert(props: { form: ScheduleForm }) {
  const { conflict, draft, resolve } = props.form;
  const t = useWords();
  if (!conflict) {
    return null;
  }
  return (
    <Alert
      severity="warning"
      role="alert"
      action={
        <>
          <Button color="inherit" onClick={() => resolve('theirs')}>
            {t('scheduleForm.conflictLoad')}
          </Button>
          <Button color="inherit" onClick={() => resolve('mine')}>
            {t('scheduleForm.conflictKeep')}
          </Button>
        </>
      }
    >
      <AlertTitle>{t('scheduleForm.conflictTitle')}</AlertTitle>
      {t('scheduleForm.conflictText')} <Time iso={conflict.updatedAt} />
      {'. '}
      {t('scheduleForm.conflictFields', {
        fields: differences(draft, conflict).join(', '),
      })}
    </Alert>
  );

  function differences(mine: ScheduleDraft, saved: ExportSchedule): string[] {
    const theirs = draftOfSchedule(saved);
    const names: Record<keyof ScheduleDraft, string> = {
      name: t('scheduleForm.name'),
      viewId: t('scheduleForm.view'),
      query: t('scheduleForm.conditionQuery'),
      integration: t('scheduleForm.integration'),
      destination: t('scheduleForm.destination'),
      datePrefix: t('scheduleForm.datePrefix'),
      output: t('scheduleForm.format'),
      cadence: t('scheduleForm.frequency'),
      timeZone: t('scheduleForm.timeZone'),
      coverage: t('scheduleForm.section.how'),
      condition: t('scheduleForm.conditionLabel'),
    };
    const keys = Object.keys(names) as (keyof ScheduleDraft)[];
    const changed = keys.filter(
      key => JSON.stringify(mine[key]) !== JSON.stringify(theirs[key]),
    );
    // Pausing or resuming changes a schedule without changing a field.
    return changed.length > 0
      ? changed.map(key => names[key])
      : [t('schedule.column.status')];
  }
}
