import Paper from '@material-ui/core/Paper';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { CountSeries } from 'backstage-plugin-audit-log-common';
import { ChartRow, bucketName, seriesKey } from './chartRows';
import { seriesColor } from './seriesColor';
import { useSeriesName } from './useSeriesName';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(1, 1.5), fontSize: '0.75rem' },
    line: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontVariantNumeric: 'tabular-nums',
      '& > :last-child': { marginLeft: 'auto', paddingLeft: theme.spacing(2) },
    },
    swatch: { width: 8, height: 8, borderRadius: 2 },
  }),
  { name: 'AuditLogChartTooltip' },
);

/** The counts of one bucket, without the series that have none. */
export function ChartTooltip(props: {
  row: ChartRow | undefined;
  interval: string | null;
  field: string;
  series: Pick<CountSeries, 'value'>[];
}) {
  const { row, interval, field, series } = props;
  const classes = useStyles();
  const { palette } = useTheme();
  const name = useSeriesName(field);
  if (!row) {
    return null;
  }
  return (
    <Paper className={classes.root} elevation={4}>
      <strong>{bucketName(row.from, interval)}</strong>
      {series.map(({ value }, index) =>
        row[seriesKey(index)] > 0 ? (
          <div key={value ?? ''} className={classes.line}>
            <span
              className={classes.swatch}
              style={{
                backgroundColor: seriesColor(value, index, palette.type),
              }}
            />
            <span>{name(value)}</span>
            <span>{row[seriesKey(index)].toLocaleString()}</span>
          </div>
        ) : null,
      )}
    </Paper>
  );
}
