import Checkbox from '@material-ui/core/Checkbox';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { Link } from '@backstage/core-components';
import {
  ExportSchedule,
  View,
  describeCadence,
} from 'backstage-plugin-audit-log-common';
import { RunOutcome } from '../runs';
import { EntityName, Time, useExportLinks } from '../shared';
import { useWords } from '../words';
import { ScheduleMenu } from './ScheduleMenu';
import { StatusTag } from './StatusTag';
import { ViewName } from './ViewName';
import { useScheduleStyles } from './scheduleStyles';

/** The schedules as a table, with a box to select each. */
export function ScheduleTable(props: {
  schedules: ExportSchedule[];
  views: View[];
  selected: string[];
  onSelect: (ids: string[]) => void;
  onChanged: () => void;
}) {
  const { schedules, views, selected, onSelect, onChanged } = props;
  const t = useWords();
  const classes = useScheduleStyles();
  const areAll = selected.length === schedules.length;

  return (
    <div className={classes.scroll}>
      <Table
        size="small"
        role="table"
        className={classes.table}
        aria-label={t('schedule.heading')}
      >
        <TableHead>
          <TableRow role="row">
            <TableCell>
              <Checkbox
                color="primary"
                size="small"
                checked={areAll}
                indeterminate={selected.length > 0 && !areAll}
                onChange={() =>
                  onSelect(areAll ? [] : schedules.map(({ id }) => id))
                }
                inputProps={{ 'aria-label': t('schedule.selectAll') }}
              />
            </TableCell>
            <TableCell>{t('schedule.column.name')}</TableCell>
            <TableCell>{t('schedule.column.status')}</TableCell>
            <TableCell>{t('schedule.column.view')}</TableCell>
            <TableCell>{t('schedule.column.destination')}</TableCell>
            <TableCell>{t('schedule.column.frequency')}</TableCell>
            <TableCell>{t('schedule.column.nextRun')}</TableCell>
            <TableCell>{t('schedule.column.lastRun')}</TableCell>
            <TableCell>{t('schedule.column.owner')}</TableCell>
            <TableCell align="right">{t('schedule.column.actions')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {schedules.map(schedule => (
            <Row
              key={schedule.id}
              schedule={schedule}
              views={views}
              isSelected={selected.includes(schedule.id)}
              onSelect={() =>
                onSelect(
                  selected.includes(schedule.id)
                    ? selected.filter(id => id !== schedule.id)
                    : [...selected, schedule.id],
                )
              }
              onChanged={onChanged}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Row(props: {
  schedule: ExportSchedule;
  views: View[];
  isSelected: boolean;
  onSelect: () => void;
  onChanged: () => void;
}) {
  const { schedule, isSelected } = props;
  const { name, output } = schedule;
  const t = useWords();
  const classes = useScheduleStyles();
  const links = useExportLinks();
  return (
    <TableRow role="row" hover selected={isSelected}>
      <TableCell role="cell">
        <Checkbox
          color="primary"
          size="small"
          checked={isSelected}
          onChange={props.onSelect}
          inputProps={{ 'aria-label': t('schedule.select', { name }) }}
        />
      </TableCell>
      <TableCell
        component="th"
        scope="row"
        role="rowheader"
        className={classes.name}
      >
        <Link to={links.schedule(schedule.id)}>{name}</Link>
      </TableCell>
      <TableCell role="cell" data-label={t('schedule.column.status')}>
        <div>
          <StatusTag schedule={schedule} />
        </div>
      </TableCell>
      <TableCell
        role="cell"
        data-label={t('schedule.column.view')}
        className={classes.view}
      >
        <div>
          <ViewName schedule={schedule} views={props.views} />
        </div>
      </TableCell>
      <TableCell
        role="cell"
        data-label={t('schedule.column.destination')}
        className={classes.destination}
      >
        <div>
          {schedule.integration}
          {' · '}
          {t(`schedule.format.${output.format}`)}
          <div className={classes.uri}>{schedule.destination}</div>
        </div>
      </TableCell>
      <TableCell role="cell" data-label={t('schedule.column.frequency')}>
        {describeCadence(schedule.cadence, schedule.timeZone)}
      </TableCell>
      <TableCell role="cell" data-label={t('schedule.column.nextRun')}>
        {schedule.nextDueAt ? (
          <Time iso={schedule.nextDueAt} className={classes.noWrap} />
        ) : (
          <span className={classes.quiet}>{t('schedule.notPlanned')}</span>
        )}
      </TableCell>
      <TableCell role="cell" data-label={t('schedule.column.lastRun')}>
        {schedule.lastRunStatus ? (
          <div title={schedule.lastError ?? undefined}>
            <RunOutcome status={schedule.lastRunStatus} />
            {schedule.lastRunAt && (
              <div className={classes.quiet}>
                <Time iso={schedule.lastRunAt} />
              </div>
            )}
          </div>
        ) : (
          <span className={classes.quiet}>{t('schedule.never')}</span>
        )}
      </TableCell>
      <TableCell role="cell" data-label={t('schedule.column.owner')}>
        <EntityName entityRef={schedule.owner} />
      </TableCell>
      <TableCell role="cell" align="right">
        <ScheduleMenu schedule={schedule} onChanged={props.onChanged} />
      </TableCell>
    </TableRow>
  );
}
