import { RefObject } from 'react';
import Button from '@material-ui/core/Button';
import { useTheme } from '@material-ui/core/styles';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { GroupsResponse } from 'backstage-plugin-audit-log-common';
import { formatDay, saveFile } from '../shared';
import { useWords } from '../words';
import { drawChartPicture, drawPng } from './chartPicture';
import { GroupState, groupsCsv } from './groupState';
import { DrawnSeries } from './useDrawnSeries';
import { useFieldName } from './useFieldName';

/** Saves what a chart shows: its numbers as CSV, itself as a picture. */
export function SaveChart(props: {
  groups: GroupsResponse;
  /** The series of `groups`, as they are drawn. */
  series: DrawnSeries[];
  state: GroupState;
  query: string | undefined;
  chart: RefObject<HTMLElement>;
}) {
  const { groups, series, state, query, chart } = props;
  const t = useWords();
  const fieldName = useFieldName();
  const { palette } = useTheme();
  const toasts = useApi(toastApiRef);
  const name = `audit-log-by-${state.by.replace(/[^\w.-]+/g, '-')}`;

  const saveCsv = () => {
    const text = groupsCsv(groups, {
      from: t('chart.csvFrom'),
      none: t('chart.none'),
      other: t('chart.other'),
    });
    saveFile({
      name: `${name}.csv`,
      content: new Blob([text], { type: 'text/csv' }),
    });
  };
  const savePicture = async () => {
    const svg = chart.current?.querySelector('svg.recharts-surface');
    if (!svg) {
      return;
    }
    const { width, height } = svg.getBoundingClientRect();
    // On the page it fills its frame; inside a picture it has its own size.
    const copy = svg.cloneNode(true) as Element;
    copy.removeAttribute('style');
    copy.setAttribute('width', `${width}`);
    copy.setAttribute('height', `${height}`);
    const days = [groups.buckets[0], groups.end].map(day => formatDay(day));
    const picture = drawChartPicture({
      title: t('chart.pictureTitle', { field: fieldName(state.by) }),
      subtitle: [days.join(' – '), query].filter(Boolean).join('   '),
      legend: series,
      chart: {
        markup: new XMLSerializer().serializeToString(copy),
        width: Math.round(width),
        height: Math.round(height),
      },
      colors: {
        background: palette.background.paper,
        text: palette.text.primary,
        quiet: palette.text.secondary,
      },
    });
    try {
      saveFile({ name: `${name}.png`, content: await drawPng(picture) });
    } catch {
      toasts.post({ title: t('chart.pictureFailed'), status: 'danger' });
    }
  };
  return (
    <>
      <Button size="small" onClick={saveCsv}>
        {t('chart.csv')}
      </Button>
      <Button size="small" onClick={savePicture}>
        {t('chart.picture')}
      </Button>
    </>
  );
}
