import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  ExportSchedule,
  MAX_FAILURES_IN_A_ROW,
} from 'backstage-plugin-audit-log-common';
import { StorageAdvice } from '../shared';
import { useWords } from '../words';
import { useScheduleStyles } from './scheduleStyles';

/** Says why a schedule doesn't run, or fails, and what to do about it. */
export function ScheduleBanner(props: {
  schedule: ExportSchedule;
  onResume: () => void;
}) {
  const { schedule, onResume } = props;
  const { status, statusReason, failuresInARow, lastError } = schedule;
  const t = useWords();
  const classes = useScheduleStyles();
  const said = lastError && (
    <>
      <div>{t('schedule.banner.said')}</div>
      <p className={classes.said}>{lastError}</p>
      <StorageAdvice error={lastError} />
    </>
  );
  const resume = (
    <Button color="inherit" onClick={onResume}>
      {t('schedule.action.resume')}
    </Button>
  );

  if (status === 'suspended') {
    return (
      <Alert severity="error" role="alert" action={resume}>
        <AlertTitle>
          {t('schedule.banner.suspendedTitle', {
            failures: String(failuresInARow),
          })}
        </AlertTitle>
        {t('schedule.banner.suspendedText')}
        {said}
      </Alert>
    );
  }
  if (status === 'paused') {
    return (
      <Alert severity="info" role="status" action={resume}>
        <AlertTitle>
          {statusReason ?? t('schedule.banner.pausedTitle')}
        </AlertTitle>
        {t('schedule.banner.pausedText')}
      </Alert>
    );
  }
  if (failuresInARow === 0 && schedule.warnings.length > 0) {
    return (
      <Alert severity="warning" role="status">
        <AlertTitle>{t('schedule.banner.warningTitle')}</AlertTitle>
        {schedule.warnings.join(' ')}
      </Alert>
    );
  }
  return failuresInARow > 0 ? (
    <Alert severity="warning" role="status">
      <AlertTitle>
        {t('schedule.banner.failingTitle', { count: failuresInARow })}
      </AlertTitle>
      {t('schedule.banner.failingText', {
        max: String(MAX_FAILURES_IN_A_ROW),
      })}
      {said}
    </Alert>
  ) : null;
}
