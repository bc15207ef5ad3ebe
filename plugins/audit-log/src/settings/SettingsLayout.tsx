import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    page: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(3),
      maxWidth: 960,
      padding: theme.spacing(0, 3, 3),
      fontFamily: theme.typography.fontFamily,
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0, 1.5, 1.5) },
    },
  }),
  { name: 'AuditLogSettings' },
);

/** Cards of settings below each other. */
export function SettingsLayout(props: { children: ReactNode }) {
  const classes = useStyles();
  return <div className={classes.page}>{props.children}</div>;
}
