import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { ChartRow, bucketName, seriesKey } from './chartRows';
import { DrawnSeries } from './useDrawnSeries';

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
  series: DrawnSeries[];
}) {
  const { row, interval, series } = props;
  const classes = useStyles();
  if (!row) {
    return null;
  }
  return (
    <Paper className={classes.root} elevation={4}>
      <strong>{bucketName(row.from, interval)}</strong>
      {series.map(({ key, name, color }, index) =>
        row[seriesKey(index)] > 0 ? (
          <div key={key} className={classes.line}>
            <span
              className={classes.swatch}
              style={{ backgroundColor: color }}
            />
            <span>{name}</span>
            <span>{row[seriesKey(index)].toLocaleString()}</span>
          </div>
        ) : null,
      )}
    </Paper>
  );
}
