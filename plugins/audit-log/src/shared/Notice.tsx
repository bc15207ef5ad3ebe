import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      textAlign: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(6, 3),
      margin: '0 auto',
      maxWidth: 560,
    },
    icon: {
      color: theme.palette.text.secondary,
      lineHeight: 0,
      marginBottom: theme.spacing(1),
      '& svg': { fontSize: 40 },
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'center',
      gap: theme.spacing(1),
      marginTop: theme.spacing(2),
    },
  }),
  { name: 'AuditLogNotice' },
);

/** Says why there is nothing to show, and what to do about it. */
export function Notice(props: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
}) {
  const classes = useStyles();
  return (
    <div className={classes.root} role={props.role}>
      {props.icon && (
        <span className={classes.icon} aria-hidden>
          {props.icon}
        </span>
      )}
      <Typography variant="h6" component="h2">
        {props.title}
      </Typography>
      {props.children && (
        <Typography variant="body2" color="textSecondary" component="div">
          {props.children}
        </Typography>
      )}
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
    </div>
  );
}
