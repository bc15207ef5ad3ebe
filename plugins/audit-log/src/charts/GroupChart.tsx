import { ReactElement, useMemo } from 'react';
import { useTheme } from '@material-ui/core/styles';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { GroupsResponse } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { ChartTooltip } from './ChartTooltip';
import { bucketName, chartRows, seriesKey } from './chartRows';
import { GroupState } from './groupState';
import { DrawnSeries } from './useDrawnSeries';
import { useFieldName } from './useFieldName';

/** Counts of groups over time as bars or lines. The table beside it has the numbers. */
export function GroupChart(props: {
  groups: GroupsResponse;
  /** The series of `groups`, as they are drawn. */
  series: DrawnSeries[];
  state: GroupState;
  height: number;
}) {
  const { groups, series, state, height } = props;
  const t = useWords();
  const fieldName = useFieldName();
  const { palette } = useTheme();
  const { buckets, end } = groups;
  const rows = useMemo(
    () => chartRows({ buckets, end, series }),
    [buckets, end, series],
  );
  const text = { fontSize: 11, fill: palette.text.secondary };
  const axes = [
    <CartesianGrid key="grid" vertical={false} stroke={palette.divider} />,
    <XAxis
      key="x"
      dataKey="from"
      tickFormatter={from => bucketName(from, groups.interval)}
      tick={text}
      tickLine={false}
      minTickGap={50}
      axisLine={{ stroke: palette.divider }}
    />,
    <YAxis
      key="y"
      allowDecimals={false}
      tick={text}
      tickLine={false}
      axisLine={false}
      width={44}
    />,
    <Tooltip
      key="tooltip"
      cursor={{ fill: palette.action.hover }}
      isAnimationActive={false}
      content={({ payload }) => (
        <ChartTooltip
          row={payload?.[0]?.payload}
          interval={groups.interval}
          series={series}
        />
      )}
    />,
  ];
  const chart: ReactElement =
    state.shape === 'lines' ? (
      <LineChart data={rows} accessibilityLayer={false}>
        {axes}
        {series.map(({ key, color }, index) => (
          <Line
            key={key}
            dataKey={seriesKey(index)}
            stroke={color}
            strokeWidth={2}
            dot={rows.length < 40}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    ) : (
      <BarChart data={rows} accessibilityLayer={false}>
        {axes}
        {series.map(({ key, color }, index) => (
          <Bar
            key={key}
            dataKey={seriesKey(index)}
            stackId={state.shape === 'stacked' ? 'all' : undefined}
            fill={color}
            maxBarSize={64}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    );
  return (
    <div
      role="img"
      aria-label={t('chart.summary', {
        field: fieldName(state.by),
        series: series
          .map(({ name, total }) => `${name} ${total.toLocaleString()}`)
          .join(', '),
      })}
    >
      <ResponsiveContainer width="100%" height={height}>
        {chart}
      </ResponsiveContainer>
    </div>
  );
}
