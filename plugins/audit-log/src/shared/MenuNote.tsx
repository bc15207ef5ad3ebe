import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(0.75, 2),
      color: theme.palette.text.secondary,
      fontSize: '0.875rem',
      lineHeight: 1.5,
      outline: 'none',
    },
  }),
  { name: 'AuditLogMenuNote' },
);

/**
 * Text among the items of a menu.
 *
 * @remarks
 * A menu moves the focus to its first child that is not `disabled`, and gives
 * it what makes it reachable by keyboard; text has to be neither.
 */
export function MenuNote(props: { disabled: true; children: ReactNode }) {
  const classes = useStyles();
  return (
    <li role="presentation" className={classes.root}>
      {props.children}
    </li>
  );
}
