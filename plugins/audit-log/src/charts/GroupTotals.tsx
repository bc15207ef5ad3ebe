import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { GroupsResponse } from 'backstage-plugin-audit-log-common';
import { EntityName } from '../shared';
import { useWords } from '../words';
import { DrawnSeries } from './useDrawnSeries';
import { useFieldName } from './useFieldName';

const useStyles = makeStyles(
  theme => ({
    table: {
      flex: '0 1 360px',
      minWidth: 240,
      borderCollapse: 'collapse',
      fontSize: '0.8125rem',
      fontVariantNumeric: 'tabular-nums',
      '& th, & td': {
        padding: theme.spacing(0.5, 1),
        borderBottom: `1px solid ${theme.palette.divider}`,
        textAlign: 'left',
        fontWeight: 400,
      },
      '& th:last-child, & td:last-child': { textAlign: 'right' },
      '& thead th': { color: theme.palette.text.secondary },
    },
    swatch: {
      display: 'inline-block',
      width: 10,
      height: 10,
      marginRight: theme.spacing(1),
      borderRadius: 2,
    },
    value: {
      minWidth: 0,
      textTransform: 'none',
      padding: theme.spacing(0, 0.5),
    },
  }),
  { name: 'AuditLogGroupTotals' },
);

/** How many events each group has. A click keeps only that group. */
export function GroupTotals(props: {
  groups: GroupsResponse;
  /** The series of `groups`, as they are drawn. */
  series: DrawnSeries[];
  field: string;
  onFilter: (choice: { field: string; value: string }) => void;
}) {
  const { groups, series, field, onFilter } = props;
  const t = useWords();
  const fieldName = useFieldName();
  const classes = useStyles();
  const isReference = field === 'actor' || field === 'target';
  return (
    <table
      className={classes.table}
      aria-label={t('chart.tableLabel', { field: fieldName(field) })}
    >
      <thead>
        <tr>
          <th scope="col">{fieldName(field)}</th>
          <th scope="col">{t('chart.total')}</th>
        </tr>
      </thead>
      <tbody>
        {series.map(({ key, name, color, total }, index) => {
          const value = groups.series[index]?.value ?? null;
          return (
            <tr key={key}>
              <th scope="row">
                <span
                  className={classes.swatch}
                  style={{ backgroundColor: color }}
                  aria-hidden
                />
                {value === null ? (
                  name
                ) : (
                  <Button
                    size="small"
                    className={classes.value}
                    onClick={() => onFilter({ field, value })}
                  >
                    {isReference ? (
                      <EntityName entityRef={value} noLink />
                    ) : (
                      name
                    )}
                  </Button>
                )}
              </th>
              <td>{total.toLocaleString()}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
