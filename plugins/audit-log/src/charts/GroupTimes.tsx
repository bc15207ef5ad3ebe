import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { GroupsResponse } from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { bucketName, chartRows, seriesKey } from './chartRows';
import { DrawnSeries } from './useDrawnSeries';
import { useFieldName } from './useFieldName';

/** Longer tables are shown when they are asked for. */
const MOST_ROWS_AT_ONCE = 100;

const useStyles = makeStyles(
  theme => ({
    root: {
      flex: '1 1 420px',
      minWidth: 0,
      maxHeight: 320,
      overflow: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    table: {
      width: '100%',
      borderCollapse: 'separate',
      borderSpacing: 0,
      fontSize: '0.8125rem',
      fontVariantNumeric: 'tabular-nums',
      '& th, & td': {
        padding: theme.spacing(0.5, 1),
        borderBottom: `1px solid ${theme.palette.divider}`,
        textAlign: 'right',
        fontWeight: 400,
        whiteSpace: 'nowrap',
      },
      '& th:first-child': { textAlign: 'left' },
      '& tbody tr:last-child > *': { borderBottom: 0 },
      '& thead th': {
        position: 'sticky',
        top: 0,
        zIndex: 1,
        color: theme.palette.text.secondary,
        backgroundColor: theme.palette.background.paper,
      },
      '& tbody th': {
        position: 'sticky',
        left: 0,
        backgroundColor: theme.palette.background.paper,
      },
    },
    from: {
      minWidth: 0,
      textTransform: 'none',
      padding: theme.spacing(0, 0.5),
      fontVariantNumeric: 'tabular-nums',
    },
    zero: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogGroupTimes' },
);

/** How many events each group has in each stretch of time, newest first. */
export function GroupTimes(props: {
  groups: GroupsResponse;
  /** The series of `groups`, as they are drawn. */
  series: DrawnSeries[];
  field: string;
  /** A click on a stretch of time keeps only that. */
  onZoom: (span: { from: string; to: string }) => void;
}) {
  const { groups, series, field, onZoom } = props;
  const { buckets, end, interval } = groups;
  const t = useWords();
  const fieldName = useFieldName();
  const classes = useStyles();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked && buckets.length > MOST_ROWS_AT_ONCE) {
    return (
      <Button size="small" variant="outlined" onClick={() => setAsked(true)}>
        {t('chart.showTimes', { rows: buckets.length.toLocaleString() })}
      </Button>
    );
  }
  const label = t('chart.timesLabel', { field: fieldName(field) });
  const rows = chartRows({ buckets, end, series }).reverse();
  const cell = (key: string, count: number) => (
    <td key={key} className={count === 0 ? classes.zero : undefined}>
      {count.toLocaleString()}
    </td>
  );
  return (
    // The keyboard scrolls it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.root} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('chart.csvFrom')}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t('chart.total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.from}>
              <th scope="row">
                <Button
                  size="small"
                  className={classes.from}
                  title={t('chart.onlyThis')}
                  onClick={() => onZoom({ from: row.from, to: row.to })}
                >
                  {bucketName(row.from, interval)}
                </Button>
              </th>
              {series.map(({ key }, index) => cell(key, row[seriesKey(index)]))}
              {cell('total', row.total)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
