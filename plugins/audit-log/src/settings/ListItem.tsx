import { ReactNode, useId } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(1.5, 0),
    },
    main: {
      display: 'grid',
      flex: '1 1 320px',
      gap: theme.spacing(0.25),
      minWidth: 0,
      overflowWrap: 'anywhere',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
    },
    name: { fontSize: '1rem', fontWeight: 600 },
    facts: {
      color: theme.palette.text.secondary,
      fontSize: '0.8125rem',
      '& > * + *::before': { content: '" · "' },
    },
    actions: {
      alignSelf: 'center',
      marginLeft: theme.spacing(-0.75),
      '& .MuiButton-root': { textTransform: 'none' },
    },
  }),
  { name: 'AuditLogListItem' },
);

/** An item of a `ListCard`: what it is, what to know of it, what can be done. */
export function ListItem(props: {
  name: ReactNode;
  tag?: ReactNode;
  children: ReactNode;
  /** Small print, each a `span`. */
  facts: ReactNode;
  /** Names the group of actions. */
  actionsLabel: string;
  actions: ReactNode;
}) {
  const classes = useStyles();
  const id = useId();
  return (
    <li className={classes.root} aria-labelledby={id}>
      <div className={classes.main}>
        <div className={classes.head}>
          <Typography id={id} component="h3" className={classes.name}>
            {props.name}
          </Typography>
          {props.tag}
        </div>
        {props.children}
        <div className={classes.facts}>{props.facts}</div>
      </div>
      <div
        className={classes.actions}
        role="group"
        aria-label={props.actionsLabel}
      >
        {props.actions}
      </div>
    </li>
  );
}
