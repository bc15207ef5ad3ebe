import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import RefreshIcon from '@material-ui/icons/Refresh';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { LinkButton } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { matchesSchedulesQuery } from 'backstage-plugin-audit-log-common';
import {
  Notice,
  auditLogApiRef,
  errorText,
  useExportLinks,
  useLoaded,
  useMe,
} from '../shared';
import { useWords } from '../words';
import { BulkBar } from './BulkBar';
import { EmptySchedules } from './EmptySchedules';
import { ScheduleFilters } from './ScheduleFilters';
import { ScheduleTable } from './ScheduleTable';
import { ListFilters, readFilters, writeFilters } from './listState';
import { useScheduleStyles } from './scheduleStyles';
import { ScheduleList, useSchedules } from './useSchedules';

/** All export schedules. */
export function ScheduleListPage() {
  const t = useWords();
  const classes = useScheduleStyles();
  const links = useExportLinks();
  const list = useSchedules();
  const isRecording = useIsRecording();
  const me = useMe();
  const hasSchedules = (list.value?.schedules.length ?? 0) > 0;

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Typography component="h2" className={classes.title}>
          {t('schedule.heading')}
        </Typography>
        <span className={classes.grow} />
        {hasSchedules && (
          <div className={classes.actions}>
            <Tooltip title={t('schedule.refresh')}>
              <IconButton
                size="small"
                aria-label={t('schedule.refresh')}
                onClick={list.reload}
              >
                <RefreshIcon />
              </IconButton>
            </Tooltip>
            <LinkButton to={links.create()} variant="contained" color="primary">
              {t('schedule.create')}
            </LinkButton>
          </div>
        )}
        <Typography variant="body2" className={classes.intro}>
          {t('schedule.intro')}
        </Typography>
      </div>
      {isRecording === false && (
        <Alert severity="info" role="status" className={classes.notice}>
          {t('schedule.disabled')}{' '}
          {me.logging?.unavailableReason ?? t('schedule.disabledAsk')}
        </Alert>
      )}
      {list.status === 'failed' && (
        <Notice
          title={t('schedule.failed')}
          role="alert"
          actions={
            <Button variant="outlined" onClick={list.reload}>
              {t('shared.retry')}
            </Button>
          }
        >
          {errorText(list.error)}
        </Notice>
      )}
      {!list.value && list.status === 'loading' && (
        <div role="progressbar" aria-label={t('schedule.loading')}>
          {[1, 2, 3].map(row => (
            <Skeleton key={row} height={48} />
          ))}
        </div>
      )}
      {list.value &&
        (hasSchedules ? (
          <FilteredList list={list.value} onChanged={list.reload} />
        ) : (
          <Paper variant="outlined">
            <EmptySchedules integrations={list.value.integrations} />
          </Paper>
        ))}
    </div>
  );
}

/** Whether audit logging is enabled; undefined for who may not ask. */
function useIsRecording(): boolean | undefined {
  const api = useApi(auditLogApiRef);
  const { mayUpdateSettings } = useMe();
  return useLoaded(
    useCallback(
      async (signal: AbortSignal) =>
        mayUpdateSettings
          ? (await api.getSettings(signal)).state === 'enabled'
          : undefined,
      [api, mayUpdateSettings],
    ),
  ).value;
}

function FilteredList(props: { list: ScheduleList; onChanged: () => void }) {
  const { schedules, views } = props.list;
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<string[]>([]);
  const [cleared, setCleared] = useState(0);
  const filters = readFilters(params);
  const shown = schedules.filter(each => matchesSchedulesQuery(each, filters));
  const selected = shown.filter(({ id }) => chosen.includes(id));

  const filter = (next: ListFilters) =>
    setParams(writeFilters(params, next), { replace: true });

  return (
    <>
      <ScheduleFilters
        key={cleared}
        filters={filters}
        schedules={schedules}
        views={views}
        shown={shown.length}
        onChange={filter}
      />
      <Paper variant="outlined">
        <BulkBar
          selected={selected}
          onChanged={left => {
            setChosen(left);
            props.onChanged();
          }}
        />
        {shown.length === 0 ? (
          <Notice
            title={t('schedule.filter.noneTitle')}
            role="status"
            actions={
              <Button
                variant="outlined"
                onClick={() => {
                  filter({});
                  setCleared(cleared + 1);
                }}
              >
                {t('schedule.filter.clear')}
              </Button>
            }
          >
            {t('schedule.filter.noneText')}
          </Notice>
        ) : (
          <ScheduleTable
            schedules={shown}
            views={views}
            selected={selected.map(({ id }) => id)}
            onSelect={setChosen}
            onChanged={props.onChanged}
          />
        )}
      </Paper>
    </>
  );
}
