import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EventTypesResponse } from 'backstage-plugin-audit-log-common';
import { Time, rootRouteRef } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: {
      maxHeight: 480,
      marginTop: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    name: { overflowWrap: 'anywhere' },
    summary: { lineHeight: 1.4 },
    category: { [theme.breakpoints.down('xs')]: { display: 'none' } },
    last: { whiteSpace: 'nowrap' },
    never: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogEventTypes' },
);

/** Types of events with when each was recorded last, leading to them. */
export function EventTypesTable(props: { types: EventTypesResponse['items'] }) {
  const t = useWords();
  const classes = useStyles();
  const explorer = useRouteRef(rootRouteRef)?.();
  return (
    <TableContainer
      className={classes.root}
      tabIndex={0}
      role="region"
      aria-label={t('settings.coverage.types')}
    >
      <Table
        size="small"
        stickyHeader
        aria-label={t('settings.coverage.types')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('settings.coverage.event')}</TableCell>
            <TableCell className={classes.category}>
              {t('settings.coverage.category')}
            </TableCell>
            <TableCell>{t('settings.coverage.last')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.types.map(type => (
            <TableRow key={`${type.plugin} ${type.eventId}`}>
              <TableCell component="th" scope="row" className={classes.name}>
                {type.plugin} {type.eventId}
                {type.summary !== '' && (
                  <Typography
                    className={classes.summary}
                    variant="caption"
                    color="textSecondary"
                    component="div"
                  >
                    {t('settings.coverage.somebody', {
                      summary: type.summary,
                    })}
                  </Typography>
                )}
              </TableCell>
              <TableCell className={classes.category}>
                {type.category}
              </TableCell>
              <TableCell className={classes.last}>
                {type.lastSeen === null ? (
                  <span className={classes.never}>
                    {t('settings.coverage.never')}
                  </span>
                ) : (
                  <Link
                    to={`${explorer}?q=${encodeURIComponent(
                      `plugin:${type.plugin} event:${type.eventId}`,
                    )}`}
                  >
                    <Time iso={type.lastSeen} />
                  </Link>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
