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
import { seriesColor } from './seriesColor';

/** Counts of groups over time as bars or lines. The table beside it has the numbers. */
export function GroupChart(props: {
  groups: GroupsResponse;
  state: GroupState;
  height: number;
}) {
  const { groups, state, height } = props;
  const t = useWords();
  const { palette } = useTheme();
  const rows = useMemo(() => chartRows(groups), [groups]);
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
          field={state.by}
          series={groups.series}
        />
      )}
    />,
  ];
  const chart: ReactElement =
    state.shape === 'lines' ? (
      <LineChart data={rows} accessibilityLayer={false}>
        {axes}
        {groups.series.map(({ value }, index) => (
          <Line
            key={value ?? ''}
            dataKey={seriesKey(index)}
            stroke={seriesColor(value, index, palette.type)}
            strokeWidth={2}
            dot={rows.length < 40}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    ) : (
      <BarChart data={rows} accessibilityLayer={false}>
        {axes}
        {groups.series.map(({ value }, index) => (
          <Bar
            key={value ?? ''}
            dataKey={seriesKey(index)}
            stackId={state.shape === 'stacked' ? 'all' : undefined}
            fill={seriesColor(value, index, palette.type)}
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
        field: t(`chart.field.${state.by}`),
        series: groups.series
          .map(({ value, total }) => `${value ?? t('chart.none')} ${total}`)
          .join(', '),
      })}
    >
      <ResponsiveContainer width="100%" height={height}>
        {chart}
      </ResponsiveContainer>
    </div>
  );
}
