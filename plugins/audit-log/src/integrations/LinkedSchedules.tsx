import { ReactNode } from 'react';
import CircularProgress from '@material-ui/core/CircularProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { Link } from '@backstage/core-components';
import { LinkedScheduleSummary } from 'backstage-plugin-audit-log-common';
import { EntityName, Loaded, errorText, useExportLinks } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    root: {
      marginTop: theme.spacing(2),
      padding: theme.spacing(1.5, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      fontFamily: theme.typography.fontFamily,
    },
    list: {
      margin: theme.spacing(0.5, 0),
      padding: 0,
      listStyle: 'none',
      maxHeight: 160,
      overflow: 'auto',
      fontSize: '0.875rem',
    },
    item: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.25, 0),
    },
    owner: { color: theme.palette.text.secondary },
  }),
  { name: 'AuditLogLinkedSchedules' },
);

/** The schedules that a change would touch, and what happens to them. */
export function LinkedSchedules(props: {
  schedules: Loaded<LinkedScheduleSummary[]>;
  /** Shown below where there are any. */
  children: ReactNode;
}) {
  const { schedules, children } = props;
  const t = useWords();
  const classes = useStyles();
  const links = useExportLinks();
  return (
    <div className={classes.root}>
      <Typography variant="subtitle2" component="h3">
        {t('integration.linked.heading')}
      </Typography>
      {schedules.status === 'failed' && (
        <Alert severity="warning">
          {t('integration.linked.failed')} {errorText(schedules.error)}
        </Alert>
      )}
      {!schedules.value && schedules.status === 'loading' && (
        <CircularProgress
          size={20}
          aria-label={t('integration.linked.loading')}
        />
      )}
      {schedules.value?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('integration.linked.none')}
        </Typography>
      )}
      {schedules.value && schedules.value.length > 0 && (
        <>
          <ul className={classes.list}>
            {schedules.value.map(({ id, name, owner, status }) => (
              <li key={id} className={classes.item}>
                <span>
                  <Link to={links.schedule(id)} underline="always">
                    {name}
                  </Link>{' '}
                  ({t(`integration.linked.status.${status as 'active'}`)})
                </span>
                <span className={classes.owner}>
                  {t('integration.linked.owner', {
                    owner: <EntityName entityRef={owner} />,
                  })}
                </span>
              </li>
            ))}
          </ul>
          {children}
        </>
      )}
    </div>
  );
}
