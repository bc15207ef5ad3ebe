import { useMemo } from 'react';
import { useTheme } from '@material-ui/core/styles';
import { CountSeries } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { seriesColor } from './seriesColor';
import { useSeriesName } from './useSeriesName';

/** Counts as they are drawn: with a name and a colour. */
export interface DrawnSeries {
  key: string;
  name: string;
  color: string;
  total: number;
  counts: number[];
}

const otherColor = { light: '#b9bfc6', dark: '#5b636b' };

/** The series of an answer and, where it left values out, those together. */
export function useDrawnSeries(
  counted: {
    series: CountSeries[];
    other?: { total: number; counts: number[] } | null;
  },
  field: string,
): DrawnSeries[] {
  const t = useWords();
  const name = useSeriesName(field);
  const { type } = useTheme().palette;
  const { series, other } = counted;
  return useMemo(
    () => [
      ...series.map(({ value, total, counts }, index) => ({
        key: JSON.stringify(value),
        name: name(value),
        color: seriesColor(value, index, type),
        total,
        counts,
      })),
      ...(other && other.total > 0
        ? [
            {
              key: '',
              name: t('chart.other'),
              color: otherColor[type],
              ...other,
            },
          ]
        : []),
    ],
    [series, other, name, t, type],
  );
}
