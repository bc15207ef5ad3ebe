import Paper from '@material-ui/core/Paper';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  describeCadence,
  manifestDestination,
} from 'backstage-plugin-audit-log-common';
import { ActorName, eventLabel } from '../events';
import { OutcomeLabel, Time, formatTime, useNow } from '../shared';
import { useWords } from '../words';
import { useFormStyles } from './formStyles';
import { exampleObject, nextRuns, readersTimeZone } from './previewName';
import { Preview } from './usePreview';
import { ScheduleForm } from './useScheduleForm';

const CLOCK_MS = 10_000;

/** What the schedule would do, while it is still being written. */
export function PreviewPanel(props: { form: ScheduleForm; preview: Preview }) {
  const { form, preview } = props;
  const { draft, schedule } = form;
  const t = useWords();
  const classes = useFormStyles();
  const now = useNow(CLOCK_MS);
  const runs = nextRuns(draft, now);
  const isOwnZone = draft.timeZone === readersTimeZone();
  // Only the backend knows what there is to export.
  const known =
    preview.status === 'loaded' ? preview.value.destination : undefined;
  const object = form.errorOf('destination')
    ? undefined
    : known ?? exampleObject(draft, { now, schedule });

  return (
    <Paper
      component="aside"
      variant="outlined"
      className={classes.preview}
      aria-label={t('scheduleForm.preview.heading')}
    >
      <h3 className={classes.heading}>{t('scheduleForm.preview.heading')}</h3>
      <h4>{t(`scheduleForm.preview.${known ? 'object' : 'objectExample'}`)}</h4>
      {object ? (
        <>
          <p className={classes.name}>{object}</p>
          <h4>{t('scheduleForm.preview.manifest')}</h4>
          <p className={classes.name}>{fileOf(manifestDestination(object))}</p>
        </>
      ) : (
        <p className={classes.note}>{t('scheduleForm.preview.noObject')}</p>
      )}
      <h4>{t('scheduleForm.preview.runs')}</h4>
      {runs ? (
        <>
          <p className={classes.note}>
            {describeCadence(draft.cadence, draft.timeZone)}
          </p>
          <ol
            className={classes.list}
            aria-label={t('scheduleForm.preview.runs')}
          >
            {runs.map(run => (
              <li key={run.getTime()} className={classes.line}>
                <span>{inZone(run, draft.timeZone)}</span>
                {!isOwnZone && (
                  <span className={classes.quiet}>
                    <Time iso={run.toISOString()} />
                  </span>
                )}
              </li>
            ))}
          </ol>
          {!isOwnZone && (
            <p className={classes.note}>
              {t('scheduleForm.preview.zone', { zone: draft.timeZone })}
            </p>
          )}
        </>
      ) : (
        <p className={classes.note}>{t('scheduleForm.preview.invalid')}</p>
      )}
      <h4>{t('scheduleForm.preview.rows')}</h4>
      <FirstRows preview={preview} />
    </Paper>
  );
}

function FirstRows(props: { preview: Preview }) {
  const { preview } = props;
  const t = useWords();
  const classes = useFormStyles();
  switch (preview.status) {
    case 'waiting':
      return (
        <p className={classes.note}>{t('scheduleForm.preview.waiting')}</p>
      );
    case 'loading':
      return (
        <div role="progressbar" aria-label={t('scheduleForm.preview.loading')}>
          <Skeleton />
          <Skeleton width="70%" />
        </div>
      );
    default: {
      const { rows } = preview.value;
      return rows.length === 0 ? (
        <p className={classes.note}>{t('scheduleForm.preview.noRows')}</p>
      ) : (
        <ol className={classes.list}>
          {rows.map(event => (
            <li key={event.id}>
              <div className={classes.line}>
                <span>{eventLabel(event, t)}</span>
                <OutcomeLabel outcome={event.outcome} />
              </div>
              <div className={`${classes.line} ${classes.quiet}`}>
                <span>
                  <ActorName event={event} t={t} noLink />
                </span>
                <Time iso={event.startedAt} />
              </div>
            </li>
          ))}
        </ol>
      );
    }
  }
}

function inZone(time: Date, timeZone: string): string {
  const weekday = new Intl.DateTimeFormat(undefined, {
    timeZone,
    weekday: 'short',
  }).format(time);
  return `${weekday} ${formatTime(time.toISOString(), {
    now: new Date(),
    timeZone,
  })}`;
}

function fileOf(destination: string): string {
  return destination.slice(destination.lastIndexOf('/') + 1);
}
