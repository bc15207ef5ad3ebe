import { useCallback, useRef } from 'react';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import { Notice, auditLogApiRef, errorText, useLoaded } from '../shared';
import { useWords } from '../words';
import { GroupByField } from './GroupByField';
import { GroupChart } from './GroupChart';
import { GroupTimes } from './GroupTimes';
import { GroupTotals } from './GroupTotals';
import { HistogramScope } from './Histogram';
import { SaveChart } from './SaveChart';
import { GroupState, chartShapes, groupIntervals } from './groupState';
import { useDrawnSeries } from './useDrawnSeries';

const CHART_HEIGHT_PX = 300;

/** What is drawn before anything is counted. */
const nothing = { series: [] };

const useStyles = makeStyles(
  theme => ({
    root: {
      marginBottom: theme.spacing(1),
      padding: theme.spacing(2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
    },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      marginBottom: theme.spacing(2),
    },
    choice: { minWidth: 140 },
    grow: { flex: 1 },
    tables: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(2, 4),
      marginTop: theme.spacing(2),
    },
  }),
  { name: 'AuditLogGroups' },
);

/**
 * Counts events by a field and over time, as chart and as table.
 *
 * @param props - `scope` must be stable between renders
 */
export function GroupsPanel(props: {
  scope: HistogramScope;
  state: GroupState;
  onChange: (state: GroupState) => void;
  onFilter: (choice: { field: string; value: string }) => void;
  onZoom: (span: { from: string; to: string }) => void;
}) {
  const { scope, state, onChange, onFilter } = props;
  const { by, per } = state;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const chart = useRef<HTMLDivElement>(null);
  const counted = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.getGroups(
          {
            ...scope,
            by,
            interval: per === 'all' ? undefined : per,
            zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
            limit: 12,
          },
          signal,
        ),
      [api, scope, by, per],
    ),
  );
  const groups = counted.value;
  const series = useDrawnSeries(groups ?? nothing, by);
  const choice = <K extends 'per' | 'shape'>(
    key: K,
    label: string,
    options: readonly { value: GroupState[K]; name: string }[],
  ) => (
    <TextField
      select
      id={`audit-log-group-${key}`}
      size="small"
      variant="outlined"
      className={classes.choice}
      label={label}
      value={state[key]}
      onChange={event => onChange({ ...state, [key]: event.target.value })}
    >
      {options.map(({ value, name }) => (
        <MenuItem key={value} value={value} dense>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );

  return (
    <section className={classes.root} aria-label={t('chart.asChart')}>
      <div className={classes.bar}>
        <GroupByField
          value={by}
          onChange={field => onChange({ ...state, by: field })}
        />
        {choice(
          'per',
          t('chart.per'),
          groupIntervals.map(value => ({
            value,
            name: t(`chart.intervals.${value}`),
          })),
        )}
        {choice(
          'shape',
          t('chart.shape'),
          chartShapes.map(value => ({
            value,
            name: t(`chart.shapes.${value}`),
          })),
        )}
        <span className={classes.grow} />
        {groups && groups.series.length > 0 && (
          <SaveChart
            groups={groups}
            series={series}
            state={state}
            query={scope.q}
            chart={chart}
          />
        )}
      </div>
      {counted.status === 'failed' && (
        <Notice
          title={t('chart.failed')}
          role="alert"
          actions={
            <Button size="small" variant="outlined" onClick={counted.reload}>
              {t('shared.retry')}
            </Button>
          }
        >
          {errorText(counted.error)}
        </Notice>
      )}
      {counted.status !== 'failed' && !groups && (
        <Skeleton variant="rect" height={CHART_HEIGHT_PX} />
      )}
      {counted.status !== 'failed' && groups?.series.length === 0 && (
        <Notice title={t('chart.empty')} role="status" />
      )}
      {counted.status !== 'failed' && groups && groups.series.length > 0 && (
        <>
          <div ref={chart}>
            <GroupChart
              groups={groups}
              series={series}
              state={state}
              height={CHART_HEIGHT_PX}
            />
          </div>
          <div className={classes.tables}>
            <GroupTotals
              groups={groups}
              series={series}
              field={by}
              onFilter={onFilter}
            />
            {groups.interval && (
              <GroupTimes
                groups={groups}
                series={series}
                field={by}
                onZoom={props.onZoom}
              />
            )}
          </div>
        </>
      )}
    </section>
  );
}
