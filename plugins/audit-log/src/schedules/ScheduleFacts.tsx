import { ReactNode } from 'react';
import {
  ExportSchedule,
  View,
  describeCadence,
} from 'backstage-plugin-audit-log-common';
import { nextRuns } from '../scheduleForm';
import { EntityName, Time } from '../shared';
import { useWords } from '../words';
import { ViewName } from './ViewName';
import { useScheduleStyles } from './scheduleStyles';

const RUNS_SHOWN = 3;

/** Everything that people wrote into a schedule, and where it stands. */
export function ScheduleFacts(props: {
  schedule: ExportSchedule;
  views: View[];
}) {
  const { schedule, views } = props;
  const { output, coverage, condition } = schedule;
  const t = useWords();
  const classes = useScheduleStyles();
  const runs =
    schedule.status === 'active'
      ? nextRuns(schedule, new Date(), RUNS_SHOWN)
      : undefined;
  return (
    <dl className={classes.facts}>
      <Fact name={t('schedule.fact.view')}>
        <ViewName schedule={schedule} views={views} />
      </Fact>
      <Fact name={t('schedule.fact.integration')}>{schedule.integration}</Fact>
      <Fact name={t('schedule.fact.destination')}>
        <span className={classes.uri}>{schedule.destination}</span>
      </Fact>
      <Fact name={t('schedule.fact.output')}>
        {t(`schedule.format.${output.format}`)}
        {', '}
        {t(`schedule.compression.${output.compression}`)}
      </Fact>
      <Fact name={t('schedule.fact.frequency')}>
        {describeCadence(schedule.cadence, schedule.timeZone)}
      </Fact>
      <Fact name={t('schedule.fact.nextRuns')}>
        {runs ? (
          <ol className={classes.plain}>
            {runs.map(run => (
              <li key={run.getTime()}>
                <Time iso={run.toISOString()} />
              </li>
            ))}
          </ol>
        ) : (
          t('schedule.notPlanned')
        )}
      </Fact>
      <Fact name={t('schedule.fact.coverage')}>
        {coverage.mode === 'window'
          ? t('schedule.coverage.window', { count: coverage.hours })
          : t(`schedule.coverage.${coverage.mode}`)}
      </Fact>
      <Fact name={t('schedule.fact.condition')}>
        {condition.type === 'query'
          ? t('schedule.condition.query', { query: condition.query })
          : t(`schedule.condition.${condition.type}`)}
      </Fact>
      <Fact name={t('schedule.fact.lastSuccess')}>
        {schedule.lastSuccessAt ? (
          <Time iso={schedule.lastSuccessAt} />
        ) : (
          t('schedule.never')
        )}
      </Fact>
      {coverage.mode === 'incremental' && schedule.exportedTo !== '0' && (
        <Fact name={t('schedule.fact.exportedTo')}>
          {t('schedule.fact.exportedToValue', {
            sequence: Number(schedule.exportedTo).toLocaleString(),
          })}
        </Fact>
      )}
      {schedule.chain.number > 1 && (
        <Fact name={t('schedule.fact.chain')}>
          {schedule.chain.since
            ? t('schedule.fact.chainSince', {
                number: String(schedule.chain.number),
                sequence: Number(schedule.chain.since).toLocaleString(),
              })
            : t('schedule.fact.chainNext', {
                number: String(schedule.chain.number),
              })}
        </Fact>
      )}
      <Fact name={t('schedule.fact.owner')}>
        <EntityName entityRef={schedule.owner} />
      </Fact>
      <Fact name={t('schedule.fact.changed')}>
        <Time iso={schedule.updatedAt} />
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
