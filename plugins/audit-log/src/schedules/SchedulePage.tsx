import { useCallback, useId, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { Link, LinkButton, Progress } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { ExportSchedule } from 'backstage-plugin-audit-log-common';
import { RunHistory, useRuns } from '../runs';
import {
  Notice,
  auditLogApiRef,
  errorText,
  exportsApiRef,
  useAppNavigate,
  useExportLinks,
  useLoaded,
} from '../shared';
import { useWords } from '../words';
import { ScheduleBanner } from './ScheduleBanner';
import { ScheduleFacts } from './ScheduleFacts';
import { ScheduleMenu } from './ScheduleMenu';
import { StatusTag } from './StatusTag';
import { useScheduleStyles } from './scheduleStyles';
import { QuickAction, useScheduleActions } from './useScheduleActions';
import { useNextLook } from './useSchedules';

/** One schedule: what it does, how it stands, and its runs. */
export function SchedulePage() {
  const { id = '' } = useParams();
  const t = useWords();
  const classes = useScheduleStyles();
  const links = useExportLinks();
  const api = useApi(exportsApiRef);
  const schedule = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.getSchedule(id, signal),
      [api, id],
    ),
  );

  if (schedule.status === 'failed' && !schedule.value) {
    return (
      <Notice
        title={t('schedule.failed')}
        role="alert"
        actions={
          <>
            <Button variant="outlined" onClick={schedule.reload}>
              {t('shared.retry')}
            </Button>
            <LinkButton to={links.list}>{t('schedule.back')}</LinkButton>
          </>
        }
      >
        {errorText(schedule.error)}
      </Notice>
    );
  }
  return (
    <div className={classes.page}>
      <Link to={links.list}>← {t('schedule.back')}</Link>
      {schedule.value ? (
        <Details schedule={schedule.value} reload={schedule.reload} />
      ) : (
        <Progress />
      )}
    </div>
  );
}

function Details(props: { schedule: ExportSchedule; reload: () => void }) {
  const { schedule, reload } = props;
  const t = useWords();
  const classes = useScheduleStyles();
  const links = useExportLinks();
  const navigate = useAppNavigate();
  const runsId = useId();
  const auditLog = useApi(auditLogApiRef);
  const views = useLoaded(
    useCallback(
      async (signal: AbortSignal) => (await auditLog.listViews(signal)).items,
      [auditLog],
    ),
  );
  const runs = useRuns(schedule.id, reload);
  const reloadRuns = runs.reload;
  const onChanged = useCallback(() => {
    reload();
    reloadRuns();
  }, [reload, reloadRuns]);
  const act = useScheduleActions(onChanged);
  useNextLook(
    useMemo(() => [schedule], [schedule]),
    onChanged,
  );
  const toggle: QuickAction = schedule.status === 'active' ? 'pause' : 'resume';

  return (
    <>
      <div className={classes.head}>
        <Typography component="h2" className={classes.title}>
          {schedule.name}
        </Typography>
        <StatusTag schedule={schedule} />
        <span className={classes.grow} />
        <div className={classes.actions}>
          <Button
            variant="contained"
            color="primary"
            disabled={schedule.status === 'paused'}
            onClick={() => act('sendNow', schedule)}
          >
            {t('schedule.action.sendNow')}
          </Button>
          <Button variant="outlined" onClick={() => act(toggle, schedule)}>
            {t(`schedule.action.${toggle}`)}
          </Button>
          <LinkButton to={links.edit(schedule.id)} variant="outlined">
            {t('schedule.action.edit')}
          </LinkButton>
          <ScheduleMenu
            schedule={schedule}
            without={['sendNow', 'pause', 'resume', 'edit']}
            onChanged={onChanged}
            onDeleted={() => navigate(links.list)}
          />
        </div>
      </div>
      <ScheduleBanner
        schedule={schedule}
        onResume={() => act('resume', schedule)}
      />
      <Paper variant="outlined" className={classes.card}>
        <ScheduleFacts schedule={schedule} views={views.value ?? []} />
      </Paper>
      <Paper
        component="section"
        variant="outlined"
        className={classes.card}
        aria-labelledby={runsId}
      >
        <Typography id={runsId} component="h3" className={classes.cardHeading}>
          {t('run.heading')}
        </Typography>
        <RunHistory runs={runs} labelledBy={runsId} />
      </Paper>
    </>
  );
}
