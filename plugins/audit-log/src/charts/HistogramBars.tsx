import { useMemo } from 'react';
import { useTheme } from '@material-ui/core/styles';
import {
  Bar,
  BarChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { HistogramResponse } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { ChartTooltip } from './ChartTooltip';
import { axisNames, chartRows, seriesKey } from './chartRows';
import { useDraggedSpan } from './useDraggedSpan';
import { useDrawnSeries } from './useDrawnSeries';
import { useFieldName } from './useFieldName';

/** The bars; a span of them can be chosen by dragging. */
export function HistogramBars(props: {
  counted: HistogramResponse;
  field: string;
  height: number;
  onZoom: (span: { from: string; to: string }) => void;
}) {
  const { counted, field, height, onZoom } = props;
  const t = useWords();
  const fieldName = useFieldName();
  const { palette } = useTheme();
  const drawn = useDrawnSeries(counted, field);
  const rows = useMemo(() => chartRows(counted), [counted]);
  const { dragged, handlers } = useDraggedSpan(rows, onZoom);
  const series = drawn
    .map(({ name, total }) => `${name} ${total.toLocaleString()}`)
    .join(', ');

  return (
    <div
      role="img"
      aria-label={t('chart.summary', {
        field: fieldName(field),
        series: series || '0',
      })}
      style={{ userSelect: 'none', cursor: 'crosshair' }}
      {...handlers}
    >
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={rows}
          barCategoryGap={1}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis
            dataKey="from"
            tickFormatter={axisNames(counted.buckets, counted.interval)}
            tick={{ fontSize: 11, fill: palette.text.secondary }}
            tickLine={false}
            axisLine={{ stroke: palette.divider }}
            minTickGap={60}
            height={18}
          />
          <YAxis hide domain={[0, 'dataMax']} />
          <Tooltip
            cursor={{ fill: palette.action.hover }}
            isAnimationActive={false}
            allowEscapeViewBox={{ y: true }}
            wrapperStyle={{ zIndex: 3 }}
            content={({ payload }) => (
              <ChartTooltip
                row={payload?.[0]?.payload}
                interval={counted.interval}
                series={drawn}
              />
            )}
          />
          {drawn.map(({ key, color }, index) => (
            <Bar
              key={key}
              dataKey={seriesKey(index)}
              stackId="events"
              fill={color}
              isAnimationActive={false}
              maxBarSize={48}
            />
          ))}
          {dragged && (
            <ReferenceArea
              x1={dragged[0].from}
              x2={dragged[1].from}
              fill={palette.primary.main}
              fillOpacity={0.2}
            />
          )}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
