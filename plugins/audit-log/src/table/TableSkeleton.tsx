import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { ROW_HEIGHT } from './tableStyles';

const ROWS = 14;

const useStyles = makeStyles(
  theme => ({
    row: {
      display: 'grid',
      gridTemplateColumns: '130px 100px 1fr 1.4fr 2fr 90px 80px',
      gap: theme.spacing(3),
      alignItems: 'center',
      height: ROW_HEIGHT,
      padding: theme.spacing(0, 1.5),
      borderBottom: `1px solid ${theme.palette.divider}`,
      overflow: 'hidden',
      [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr 80px' },
    },
    wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  }),
  { name: 'AuditLogTableSkeleton' },
);

/** The shape of the table while its first page is read. */
export function TableSkeleton(props: { label: string }) {
  const classes = useStyles();
  return (
    <div role="progressbar" aria-label={props.label}>
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className={classes.row}>
          {Array.from({ length: 7 }, (__, column) => (
            <Skeleton
              key={column}
              variant="text"
              className={column > 1 ? classes.wide : undefined}
              width={`${55 + ((row * 37 + column * 23) % 45)}%`}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
