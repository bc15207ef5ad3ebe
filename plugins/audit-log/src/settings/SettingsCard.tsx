import { ReactNode, useId } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { anchorOf } from './anchorOf';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(3) },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      marginBottom: theme.spacing(1),
    },
    heading: { fontSize: '1.125rem', fontWeight: 600 },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginLeft: 'auto',
      [theme.breakpoints.down('xs')]: { marginLeft: 0, width: '100%' },
    },
  }),
  { name: 'AuditLogSettingsCard' },
);

/** One concern of the settings: heading, state, actions, and what to know. */
export function SettingsCard(props: {
  heading: string;
  tag?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const classes = useStyles();
  const id = useId();
  return (
    <Paper
      component="section"
      id={anchorOf(props.heading)}
      variant="outlined"
      className={classes.root}
      aria-labelledby={id}
    >
      <div className={classes.head}>
        <Typography id={id} component="h2" className={classes.heading}>
          {props.heading}
        </Typography>
        {props.tag}
        {props.actions && (
          <div className={classes.actions}>{props.actions}</div>
        )}
      </div>
      {props.children}
    </Paper>
  );
}
